import type { SourceFile } from '@jackfield/core'
import type { Marks } from '../operations/index.ts'

/** Which words stand anywhere in a definition: what is not there is not looked for. */
export function marksIn({ bytes }: SourceFile): Marks {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // UTF-16 is looked through as a whole.
  const isWide = bytes[0] === 0xff || bytes[0] === 0xfe
  const has = (word: string): boolean => isWide || buffer.includes(word)
  return { dynamic: has('x-ms-dynamic'), internal: has('internal') }
}
