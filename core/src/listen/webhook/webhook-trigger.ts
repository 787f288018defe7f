import type { Dict, HttpCall, Json, JsonObject, Listener, RevisionId, Template, Webhook } from '../../model/index.ts'

/** A webhook trigger as one listener uses it, of one revision. */
export interface WebhookTrigger {
  readonly kind: 'webhook'
  readonly webhook: Webhook
  readonly revision: RevisionId
}

/** One call of a subscription, over the listener's connection. */
export interface WebhookCall {
  readonly http: HttpCall
  readonly input: JsonObject
  readonly webhook?: JsonObject
  readonly subscription?: JsonObject
  readonly idempotencyKey: string
  readonly signal?: AbortSignal
}

/** Names of headers are in lower case; `location` is an absolute URL. */
export interface CallAnswer {
  readonly body: Json
  readonly headers: Dict<string>
}

/** What webhooks need of the other rooms; joined by the composition root. */
export interface WebhookRoom {
  /** Where the kernel is mounted, without a trailing slash. */
  readonly publicUrl: string | undefined
  /** Throws `key-missing`. */
  seal(value: Json, listener: SealedFor): Promise<string>
  /** Throws `key-missing`, `key-wrong`. */
  open(sealed: string, listener: SealedFor): Promise<Json>
  /** The trigger of the revision that the listener's dependent is bound to; `undefined` where it is no webhook. */
  trigger(listener: Listener): Promise<WebhookTrigger | undefined>
  /** The same of a revision that there was. */
  triggerOf(operation: string, revision: RevisionId): Promise<WebhookTrigger | undefined>
  /** Sends, signs and guards as every request. Throws `JackfieldError`, `connection-…`. */
  send(listener: Caller, revision: RevisionId, call: WebhookCall): Promise<CallAnswer>
  /** Credentials of the listener's connection whose names begin with `webhook`; none where there is no connection. */
  credentials(listener: Caller): Promise<Dict<string>>
  /** A digest of the connection's settings and what was entered with it, salted. Changes with them. */
  fingerprint(listener: Caller, salt: string): Promise<string>
  /** Over the listener's input and its connection's settings. */
  evaluate(template: Template, listener: Caller): Promise<Json | undefined>
  /** Throws `output-invalid` where the kernel wants that. */
  check(listener: Listener, items: readonly Json[]): Promise<void>
}

export type SealedFor = Pick<Listener, 'id' | 'organisation'>

/** Who calls the service: enough of a listener to do so when it is no more. */
export type Caller = Pick<Listener, 'id' | 'organisation' | 'operation' | 'connection' | 'input'>
