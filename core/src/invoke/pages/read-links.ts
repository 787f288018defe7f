/** One link of a `Link` header. */
export interface HeaderLink {
  /** A URI reference, as written. */
  readonly target: string
  /** In lower case: relation types are compared without case. */
  readonly relations: readonly string[]
}

const link = /[\s,]*<([^>]*)>/y
const parameter = /\s*;\s*([^\s=;,"]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?/y
const emptyParameter = /\s*;(?=\s*(?:[;,]|$))/y

/**
 * The links of a `Link` header (RFC 8288, 3 and B.2). Of a parameter given twice the first counts; a link with an
 * `anchor` is about something else and left out. What can't be read ends the list.
 */
export function readLinks(header: string): readonly HeaderLink[] {
  const links: HeaderLink[] = []
  let at = 0
  for (;;) {
    const start = matchAt(link, header, at)
    if (start === null) return links
    const { parameters, end } = readParameters(header, start.end)
    const relations = (parameters.get('rel') ?? '').toLowerCase().split(/\s+/).filter(Boolean)
    if (!parameters.has('anchor')) links.push({ target: (start.groups[0] ?? '').trim(), relations })
    at = end
  }
}

function readParameters(header: string, from: number): { parameters: ReadonlyMap<string, string>; end: number } {
  const parameters = new Map<string, string>()
  let end = from
  for (;;) {
    const found = matchAt(emptyParameter, header, end) ?? matchAt(parameter, header, end)
    if (found === null) return { parameters, end }
    const [name, quoted, plain] = found.groups
    const key = name?.toLowerCase()
    if (key !== undefined && !parameters.has(key))
      parameters.set(key, quoted === undefined ? (plain ?? '') : quoted.replaceAll(/\\(.)/g, '$1'))
    end = found.end
  }
}

function matchAt(
  pattern: RegExp,
  text: string,
  at: number,
): { readonly groups: readonly (string | undefined)[]; readonly end: number } | null {
  pattern.lastIndex = at
  const match = pattern.exec(text)
  return match === null ? null : { groups: match.slice(1), end: pattern.lastIndex }
}
