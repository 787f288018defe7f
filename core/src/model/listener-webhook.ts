import type { RevisionId } from './ids.ts'

/** What a listener for a webhook trigger keeps besides. */
export interface ListenerWebhook {
  /** SHA-256 of the token in its URL, base64url: who reads the store can't call. */
  readonly token: string
  /** The token, the secrets and what is kept of the subscription; opens for this listener alone. */
  readonly sealed: string
  readonly subscription?: Subscription
}

/** What the service was told. */
export interface Subscription {
  /** Digest of everything that it was made of: with another one, it is subscribed anew. */
  readonly made: string
  /** The revision that subscribed, and that unsubscribes. */
  readonly revision: RevisionId
  /** Milliseconds since 1970; `null`: it does not end. */
  readonly ends: number | null
}
