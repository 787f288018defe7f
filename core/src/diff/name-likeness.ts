/**
 * How alike two names are, 0 to 1; 1 also where only case and separators differ (`orderId`, `order_id`). Numbers tell
 * siblings apart: `line1` is no likelier `line2` than it is anything else that shares a word.
 */
export function nameLikeness(one: string, other: string): number {
  const [a, b] = [wordsOf(one), wordsOf(other)]
  if (a.join('') === b.join('')) return 1
  if (withoutNumbers(a) !== '' && withoutNumbers(a) === withoutNumbers(b)) return 0.6
  const letters = 1 - distance(a.join(''), b.join('')) / Math.max(a.join('').length, b.join('').length, 1)
  const shared = a.filter((word) => b.includes(word)).length
  return Math.max(shared / Math.max(a.length, b.length, 1), letters >= 0.5 ? letters : 0)
}

/** How alike two descriptions are, 0 to 1: the share of their words that both have. */
export function textLikeness(one: string, other: string): number {
  if (one === other) return 1
  const [a, b] = [new Set(wordsOf(one)), new Set(wordsOf(other))]
  const all = new Set([...a, ...b]).size
  return all === 0 ? 0 : [...a].filter((word) => b.has(word)).length / all
}

const withoutNumbers = (words: readonly string[]): string => words.join('').replace(/\p{N}+/gu, '')

/** In lower case. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

/** Levenshtein's; names longer than 64 are cut, so that it stays quick. */
function distance(one: string, other: string): number {
  const [a, b] = [one.slice(0, 64), other.slice(0, 64)]
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
