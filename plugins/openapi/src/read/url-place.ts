import type { HttpCall, JsonObject } from '@jackfield/core'

/** Where an operation takes the URL that the service is to call. */
export type UrlPlace =
  | { readonly in: 'body'; readonly path: readonly string[] }
  | { readonly in: 'query' | 'header'; readonly name: string }

export interface Subscribing {
  /** The operation's call with our URL in that place. */
  readonly subscribe: HttpCall
  /** What is still asked for. */
  readonly input: JsonObject
}
