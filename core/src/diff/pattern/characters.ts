/** Code points that a text may have at one place: ranges, sorted, both ends included. */
export type Characters = readonly (readonly [from: number, to: number])[]

/** Surrogates stand for no character by themselves (Unicode, 3.8). */
export const anyCharacter: Characters = [
  [0, 0xd7ff],
  [0xe000, 0x10ffff],
]

export function characters(...ranges: Characters): Characters {
  const joined: [number, number][] = []
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1)
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to)
    else joined.push([from, to])
  }
  return joined
}

export function without(some: Characters): Characters {
  const left: [number, number][] = []
  for (const [from, to] of anyCharacter) {
    let next = from
    for (const [first, last] of some) {
      if (first > next && first <= to) left.push([next, first - 1])
      next = Math.max(next, last + 1)
    }
    if (next <= to) left.push([next, to])
  }
  return left
}

const code = (text: string): number => text.codePointAt(0) ?? 0
const range = (from: string, to: string): readonly [number, number] => [code(from), code(to)]

const digits = characters(range('0', '9'))
const words = characters(range('0', '9'), range('A', 'Z'), range('a', 'z'), range('_', '_'))
const spaces = characters(
  [9, 13],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
)
const lineEnds = characters([10, 10], [13, 13], [0x2028, 0x2029])

/** What `.` stands for (ECMA-262, CharacterClassEscape and Atom). */
export const anyButLineEnd: Characters = without(lineEnds)

export const classes: Readonly<Record<string, Characters>> = {
  d: digits,
  D: without(digits),
  s: spaces,
  S: without(spaces),
  w: words,
  W: without(words),
}
