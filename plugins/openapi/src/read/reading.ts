import type { Place, References, SourceDocument } from '../refs/index.ts'
import type { Schemas } from '../schema/index.ts'
import type { Hooks } from './hooks.ts'
import type { Settings } from './settings.ts'

export type Dialect = '2.0' | '3.0' | '3.1'

/** What every phase of reading one document uses. */
export interface Reading {
  readonly dialect: Dialect
  readonly document: SourceDocument
  readonly references: References
  readonly schemas: Schemas
  readonly settings: Settings
  readonly hooks: Hooks
  /** Tells of something that is read all the same. */
  warn(code: string, message: string, place: Place, hint?: string): void
}
