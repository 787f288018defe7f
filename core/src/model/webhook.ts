import type { HttpCall } from './http-call.ts'
import type { Dict, Json } from './json.ts'
import type { Pointer } from './pointer.ts'

/** A trigger that the service calls: an HTTP request to a URL of ours for each event. */
export interface Webhook {
  /** Tells the service where to call. Absent: a person enters the URL there. */
  readonly subscribe?: Subscribe
  readonly renew?: Renew
  /** Ends the subscription; reads `subscription`. */
  readonly unsubscribe?: HttpCall
  /** How a request is known to be the service's; never left out. */
  readonly verify: Verification
  readonly challenge?: Challenge
  /** Only payloads whose pointers equal these values are events of this trigger. */
  readonly where?: Dict<Json>
  /** Into the payload: an object is one item, an array one item per element. */
  readonly items: Pointer
  /** Items with equal values at `key`, or deliveries with the same `header`, are one, for `window` milliseconds. */
  readonly dedupe: { readonly key: readonly Pointer[]; readonly header?: string; readonly window: number }
}

/** Its templates read `webhook.url` and `webhook.secret`, made for this subscription, besides `input` and `settings`. */
export interface Subscribe {
  readonly http: HttpCall
  /** What of the answer is kept as `subscription`, by name: what `renew` and `unsubscribe` read. */
  readonly keep: Dict<Pointer>
  /** When the subscription ends: a date-time or seconds since 1970 in the answer, or a time after it began. */
  readonly expires?: { readonly at: Pointer } | { readonly after: number }
}

/** Absent with `subscribe.expires`: it is subscribed anew. Its answer may change `subscription` and the end. */
export interface Renew {
  readonly http: HttpCall
  /** Milliseconds before the end. */
  readonly before: number
}

/**
 * Where the secret of a verification comes from: made here and sent as `webhook.secret`; given in the answer to
 * `subscribe`; or entered with the connection, as the credential `webhookSecret`, which is never sent anywhere.
 */
export type WebhookSecret =
  | { readonly from: 'generated' }
  | { readonly from: 'answer'; readonly at: Pointer }
  | { readonly from: 'connection' }

/** `url`: only the URL itself, which nobody can guess, says that it is the service. */
export type Verification =
  | { readonly kind: 'url' }
  | HmacVerification
  | { readonly kind: 'basic'; readonly username: string; readonly secret: WebhookSecret }
  | {
      readonly kind: 'token'
      readonly in: 'header' | 'query'
      readonly name: string
      /** What stands before the token, such as `Bearer `. */
      readonly prefix?: string
      readonly secret: WebhookSecret
    }

/** RFC 2104, over the bytes as they came. */
export interface HmacVerification {
  readonly kind: 'hmac'
  readonly algorithm: 'sha1' | 'sha256' | 'sha384' | 'sha512'
  readonly encoding: 'hex' | 'base64' | 'base64url'
  readonly header: string
  /** What the header holds, such as `sha256={signature}` or `t={timestamp},v1={signature}`. */
  readonly format: string
  /** What is signed: text, `{body}`, `{timestamp}`, `{url}`, `{header.name}`. */
  readonly signed: string
  /** In its own header, or in `format`; older or newer than `within` milliseconds is refused. */
  readonly timestamp?: { readonly header?: string; readonly unit: 's' | 'ms' | 'date-time'; readonly within: number }
  readonly secret: WebhookSecret & { readonly encoding?: 'text' | 'base64' | 'hex' }
}

/** A request by which the service asks whether the URL is ours: answered, never handed off. */
export interface Challenge {
  readonly method: 'GET' | 'POST'
  /** Where the value to give back is; a request without it is no challenge. */
  readonly from: { readonly query: string } | { readonly header: string } | { readonly body: Pointer }
  /** Must equal the verification's secret. */
  readonly token?: { readonly query: string } | { readonly body: Pointer }
  /** Text as it is, or JSON with the value at `at`; with `hmac`, the value's signature by the secret instead of it. */
  readonly answer: {
    readonly as: 'text' | 'json'
    readonly at?: Pointer
    readonly hmac?: Pick<HmacVerification, 'algorithm' | 'encoding'> & { readonly format: string }
  }
}
