import type { Json, Pointer, Problem } from '../../model/index.ts'

/** Where something stands in a file. Lines and columns count from 1. */
export type Place = Pick<Problem, 'file' | 'line' | 'column' | 'pointer'>

/** A YAML or JSON text as a value, with the way back from a place in the value to its place in the text. */
export interface ParsedText {
  /** Absent where the text is not what its name says; objects have no prototype. */
  readonly value?: Json
  readonly problems: readonly Problem[]
  /** A pointer that leads nowhere stands at its nearest ancestor. */
  place(at: Pointer, part?: 'key' | 'value'): Place
  /** A scalar as it was written without quotes, such as `1.10`; undefined for quoted text and everything else. */
  written(at: Pointer): string | undefined
}
