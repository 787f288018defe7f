import { randomBytes } from 'node:crypto'

const prefix = 'jackfield-file:'
const pattern = /^jackfield-file:([0-9a-f]{32})$/

/** A file as JSON has it: `jackfield-file:<id>`. Whoever has it and belongs to its organisation can read the file. */
export type FileReference = `jackfield-file:${string}`

/** 128 random bits, so that nobody comes upon another's. In one case, for file systems that know only one. */
export function newFileId(): string {
  return randomBytes(16).toString('hex')
}

export function fileReference(id: string): FileReference {
  return `${prefix}${id}`
}

/** The id in a reference; undefined for anything else. */
export function fileIdIn(text: string): string | undefined {
  return pattern.exec(text)?.[1]
}

/** Whether a string is a file as inputs have it: a reference, or a `data:` URL. */
export function isFileText(text: string): boolean {
  return text.startsWith('data:') ? text.includes(',') : pattern.test(text)
}
