import type { HttpCall } from './http-call.ts'
import type { Dict } from './json.ts'
import type { Pointer } from './pointer.ts'
import type { Template } from './template.ts'

/** A trigger that the service calls: an HTTP request to a URL of ours for each event. */
export interface Webhook {
  /** Tells the service where to call. Absent: a person enters the URL there. */
  readonly subscribe?: Subscribe
  readonly renew?: Renew
  /**
   * Ends the subscription; reads `subscription`. Its path may be one name alone, `{location}`: a URL that was kept, of
   * the server's own origin; where none was, there is nothing to end.
   */
  readonly unsubscribe?: { readonly http: HttpCall }
  /** How a request is known to be the service's; never left out. */
  readonly verify: Verification
  readonly challenge?: Challenge
  /**
   * Only payloads whose pointers equal these values are events of this trigger; of a payload that is an array, only
   * such elements. Over `input` and `settings`; a value that is absent is no condition.
   */
  readonly where?: Dict<Template>
  /** Into the payload: an object is one item, an array one item per element. */
  readonly items: Pointer
  /** Items with equal values at `key`, or deliveries with the same `header`, are one, for `window` milliseconds. */
  readonly dedupe: { readonly key: readonly Pointer[]; readonly header?: string; readonly window: number }
}

/**
 * Its templates read `webhook.url` and `webhook.secret`, made for this subscription, besides `input` and `settings`.
 */
export interface Subscribe {
  readonly http: HttpCall
  /** What of the answer is kept as `subscription`, by name: what `renew` and `unsubscribe` read. */
  readonly keep: Dict<Kept>
  /** When the subscription ends: a date-time or seconds since 1970 in the answer, or milliseconds after it began. */
  readonly expires?: { readonly at: Pointer } | { readonly after: number }
}

/**
 * A place in the answer, which has to have something there, or as `at` may have; or one of its headers: `Location` is
 * kept as an absolute URL.
 */
export type Kept = Pointer | { readonly at: Pointer } | { readonly header: string }

/** Absent with `subscribe.expires`: it is subscribed anew. Its answer may change `subscription` and the end. */
export interface Renew {
  readonly http: HttpCall
  /** Milliseconds before the end. */
  readonly before: number
}

/**
 * Where the secret of a verification comes from: made here and sent as `webhook.secret`; given in the answer to
 * `subscribe`; or entered with the connection, as a credential that is never sent anywhere.
 */
export type WebhookSecret = (
  | { readonly from: 'generated' }
  | { readonly from: 'answer'; readonly at: Pointer }
  /** `credential` begins with `webhook`, so that no security scheme has it. */
  | { readonly from: 'connection'; readonly credential: string }
) & {
  /** How its text stands for bytes. */
  readonly encoding: 'text' | 'base64' | 'hex'
  /** What stands before it and is no part of it, such as `whsec_`. */
  readonly prefix?: string
}

/** `url`: only the URL itself, which nobody can guess, says that it is the service. */
export type Verification =
  | { readonly kind: 'url' }
  | HmacVerification
  /** RFC 7617. */
  | { readonly kind: 'basic'; readonly username: string; readonly secret: WebhookSecret }
  | TokenVerification

export interface TokenVerification {
  readonly kind: 'token'
  /** `item`: every item has it. */
  readonly in: 'header' | 'query' | 'item'
  /** Of the header or query parameter; into an item. */
  readonly name: string
  /** What stands before the token, such as `Bearer `. */
  readonly prefix?: string
  readonly secret: WebhookSecret
}

/** RFC 2104, over the bytes as they came. */
export interface HmacVerification {
  readonly kind: 'hmac'
  readonly algorithm: HmacAlgorithm
  readonly encoding: SignatureEncoding
  readonly header: string
  /** What the header holds, such as `sha256={signature}` or `t={timestamp},v1={signature}`; several may be in it. */
  readonly format: string
  /** What is signed: text, `{body}`, `{timestamp}`, `{url}`, `{header.name}`. */
  readonly signed: string
  /** In its own header, or in `format`; older or newer than `within` milliseconds is refused. */
  readonly timestamp?: { readonly header?: string; readonly unit: 's' | 'ms' | 'date-time'; readonly within: number }
  readonly secret: WebhookSecret
}

export type HmacAlgorithm = 'sha1' | 'sha256' | 'sha384' | 'sha512'

export type SignatureEncoding = 'hex' | 'base64' | 'base64url'

/** A request by which the service asks whether the URL is ours: answered, never handed off. */
export interface Challenge {
  readonly method: 'GET' | 'POST'
  /** Where the value to give back is; a request without it is no challenge. One in a body is verified first. */
  readonly from: { readonly query: string } | { readonly header: string } | { readonly body: Pointer }
  /** Must equal the secret. */
  readonly token?: { readonly query: string; readonly secret: WebhookSecret }
  /** Text as it is, or JSON with the value at `at`; with `hmac`, the value's signature by the secret instead of it. */
  readonly answer: {
    readonly as: 'text' | 'json'
    readonly at?: Pointer
    readonly hmac?: {
      readonly algorithm: HmacAlgorithm
      readonly encoding: SignatureEncoding
      /** Such as `sha256={signature}`. */
      readonly format: string
    }
  }
}
