import { limitReached } from './expression-error.ts'

const longest = 200
const longestTimestamp = 64
const widest = 100
const ambiguous = 5

/** Refuses a picture (XPath's way of describing a number or a date) that would make text without end. */
export function assertPicture(picture: unknown): void {
  if (typeof picture !== 'string') return
  if (picture.length > longest) throw limitReached(`A picture has at most ${longest} characters.`)
  for (const [, width = ''] of picture.matchAll(/,([^\]]*)/g))
    for (const [digits] of width.matchAll(/\d+/g))
      if (Number(digits) > widest) throw limitReached(`A width in a picture is at most ${widest}.`)
}

/**
 * Refuses a picture by which reading a date could take forever: JSONata makes a regular expression of it, in which
 * each marker that touches the next one multiplies the ways to divide the text.
 */
export function assertDatePicture(timestamp: unknown, picture: unknown): void {
  if (typeof timestamp !== 'string' || typeof picture !== 'string') return
  assertPicture(picture)
  if (timestamp.length > longestTimestamp)
    throw limitReached(`A date that is read by a picture has at most ${longestTimestamp} characters.`)
  const between = picture.split(/\[[^\]]*\]/).slice(1, -1)
  if (between.filter((text) => !/^[^\p{L}\p{N}]/u.test(text)).length > ambiguous)
    throw limitReached(
      'Too many parts of the date touch each other.',
      'Divide the text with $substring or $split, and read the parts one by one.',
    )
}

/** `$formatNumber`'s own characters. JSONata runs forever on some that are not one character. */
export function assertNumberOptions(options: unknown): void {
  if (typeof options !== 'object' || options === null) return
  for (const [name, value] of Object.entries(options)) {
    const fits = typeof value === 'string' && ([...value].length === 1 || name === 'infinity' || name === 'NaN')
    if (!fits) throw limitReached(`"${name}" of $formatNumber is not one character.`)
  }
}
