import type { Json } from './json.ts'

/** A JSON Pointer (RFC 6901): `''` is the whole value, `/a/0/b~1c` a place in it. */
export type Pointer = string

/** Joins segments, as written in the document, into a JSON Pointer. */
export function pointer(...segments: readonly (string | number)[]): Pointer {
  let text = ''
  for (const segment of segments) text += `/${escaped(String(segment))}`
  return text
}

/** Most names have nothing to escape, and a comparison makes hundreds of thousands of pointers. */
function escaped(segment: string): string {
  return /[~/]/.test(segment) ? segment.replaceAll('~', '~0').replaceAll('/', '~1') : segment
}

/** The unescaped segments of a JSON Pointer; `''` has none. */
export function segmentsOf(text: Pointer): string[] {
  if (text === '') return []
  const segments = text.slice(1).split('/')
  return text.includes('~') ? segments.map((one) => one.replaceAll('~1', '/').replaceAll('~0', '~')) : segments
}

/** Whether the text is a JSON Pointer: empty, or starting with a slash and escaped as RFC 6901 asks. */
export function isPointer(text: string): boolean {
  return text === '' || (text.startsWith('/') && !/~(?![01])/.test(text))
}

/** The value at a place, or `undefined` where there is none. Own properties only. */
export function valueAt(value: Json | undefined, at: Pointer | readonly string[]): Json | undefined {
  let here = value
  for (const segment of typeof at === 'string' ? segmentsOf(at) : at) {
    if (Array.isArray(here)) here = /^(0|[1-9]\d*)$/.test(segment) ? here[Number(segment)] : undefined
    else if (typeof here === 'object' && here !== null && Object.hasOwn(here, segment))
      here = (here as { [name: string]: Json })[segment]
    else return undefined
  }
  return here
}
