import type { Effect, JsonObject, Method, Schema } from '../../model/index.ts'

/** What a new connector is to be, as far as flags and answers say it. */
export interface Draft {
  readonly id: string
  readonly title: string
  /** Without a slash at its end; `{name}` in it becomes a setting. */
  readonly baseUrl: string
  readonly auth: Auth
  readonly operation: DraftOperation
}

export type AuthKind = 'none' | 'apiKey' | 'basic' | 'bearer' | 'mutualTLS' | 'oauth2'

export type KeyPlace = 'header' | 'query' | 'cookie'

export type Auth =
  | { readonly kind: 'none' | 'basic' | 'bearer' | 'mutualTLS' }
  | { readonly kind: 'apiKey'; readonly in: KeyPlace; readonly name: string }
  | {
      readonly kind: 'oauth2'
      readonly tokenUrl: string
      readonly authorizationUrl: string | null
      readonly scopes: readonly string[]
    }

export interface DraftOperation {
  readonly id: string
  readonly title: string
  readonly method: Method
  /** `/orders/{orderId}`. */
  readonly path: string
  readonly effect: Effect
  /** JSON Schema of an object. */
  readonly input: JsonObject
  /** What the query of the request line gave: the input of a first call. */
  readonly given: JsonObject
}

/** A draft with what its operation answers. */
export interface Designed extends Draft {
  readonly output: Schema
}
