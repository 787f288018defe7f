import type { Extension } from '@jackfield/core'
import { openapi } from '@jackfield/openapi'
import type { Corpus } from './subjects.ts'

export function extensionsFor(_corpus: Corpus): readonly Extension[] {
  return [openapi()]
}

/** JSON as the documents are; sloppy ones are mended as the format mends them. */
export function parserFor(bytes: Uint8Array): object {
  return JSON.parse(new TextDecoder().decode(bytes)) as object
}
