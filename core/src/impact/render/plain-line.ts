/** Marks that turn the direction of what follows could show something else than is there. */
const turning = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g

/** In one line, with its spaces as they are. */
export function printable(text: string): string {
  return text.replace(turning, '').replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
}

/** In one line, with single spaces. */
export function oneLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ').trim()
}
