import type { OpenDocument } from '../refs/index.ts'
import type { GivenSecurity, Hooks } from './hooks.ts'

export interface DocumentOptions {
  /** The connector's id. */
  readonly id: string
  /** The other files that it may refer to. @default none */
  readonly open?: OpenDocument
  /** Instead of what the document says of authentication. */
  readonly security?: GivenSecurity
  readonly hooks?: Hooks
  /** Whether something in the documents is `readOnly` or `writeOnly`. @default true */
  readonly directed?: boolean
}
