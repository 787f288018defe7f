/**
 * Prism finds no values in a segment of a path that has several names, or text beside one: for it, each part is a
 * segment of its own.
 */
export function separated(path: string): string {
  return path
    .split('/')
    .map((segment) => {
      const parts = partsOf(segment)
      return parts.length === 1 ? segment : parts.map((part) => (part.startsWith('{') ? part : named(part))).join('/')
    })
    .join('/')
}

/** What stands for text between names: a segment that is a dot means something else. */
const named = (text: string): string => `_${Buffer.from(text).toString('hex')}`

/** Takes the path of a request apart as its template was; a path that is none of it stays as it is. */
export function separator(path: string): (requested: string) => string {
  const parts = path.split('/').map(partsOf)
  if (parts.every((each) => each.length === 1)) return (requested) => requested
  const pattern = new RegExp(`^${parts.map((each) => each.map(groupOf).join('')).join('/')}$`)
  return (requested) => {
    const found = pattern.exec(requested)
    if (found === null) return requested
    let group = 0
    const next = (part: string, isAlone: boolean): string => {
      group += 1
      const text = found[group] ?? ''
      return isAlone || part.startsWith('{') ? text : named(text)
    }
    return parts.map((each) => each.map((part) => next(part, each.length === 1)).join('/')).join('/')
  }
}

const partsOf = (segment: string): string[] =>
  segment === '' ? [''] : segment.split(/(\{[^{}]*\})/).filter((part) => part !== '')

/** As little as there is up to what comes next. */
function groupOf(part: string): string {
  return part.startsWith('{') ? '([^/]+?)' : `(${part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')})`
}
