import type { Json, Pointer, Problem } from '@jackfield/core'

/** Lines and columns count from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** A text as a value, with the way from a place in the value to its position in the text. */
export interface SourceText {
  /** Absent where the text can't be understood. */
  readonly value?: Json
  readonly problems: readonly Problem[]
  /** In one pass; a pointer that leads nowhere stands at its nearest ancestor. */
  locate(pointers: readonly Pointer[]): readonly Position[]
}

const top: Position = { line: 1, column: 1 }

/** Of a text that has no places. */
export function atTop(pointers: readonly Pointer[]): readonly Position[] {
  return pointers.map(() => top)
}

export function positionAt(text: string, offset: number): Position {
  let line = 1
  let start = 0
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++
    start = at + 1
  }
  return { line, column: offset - start + 1 }
}
