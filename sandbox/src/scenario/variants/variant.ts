import type { TrackerEdits } from './edit.ts'

export const variantNames = ['polling', 'webhook', 'code'] as const

export type VariantName = (typeof variantNames)[number]

/** How the story's connectors are written and connected. What happens to them is the same. */
export interface Variant {
  readonly name: VariantName
  /** What is different about it, to somebody who sees it for the first time. */
  readonly told: string
  readonly tracker: TrackerConnector
  /** Of completed orders: whether the host asks, or is called. */
  readonly hears: 'by polling' | 'by webhook'
  /** Whose token Zoho gets: one that is entered, or one that a person allows in the browser. */
  readonly zoho: 'with a refresh token' | 'in the browser'
}

export interface TrackerConnector {
  /** Where it lies in the project. */
  readonly folder: string
  /** Its file in which fields are named. */
  readonly file: string
  readonly edits: TrackerEdits
  /** Its operations, in alphabetical order. */
  readonly operations: readonly string[]
  /** Code is run in the sandbox, and what it does can't be compared. */
  readonly isCode: boolean
}
