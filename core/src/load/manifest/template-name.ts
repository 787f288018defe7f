const bracketed = /\["(?:[^"\\]|\\.)*"\]/g

/** `input.address.city` in its segments; one that has a dot or a brace stands as a JSON string: `input["a.b"].c`. */
export function segmentsIn(name: string): readonly string[] {
  if (!name.includes('["')) return name.split('.')
  const segments: string[] = []
  let end = 0
  for (const match of name.matchAll(bracketed)) {
    const before = name.slice(end, match.index)
    const inside = textIn(match[0])
    if (inside === undefined) return name.split('.')
    segments.push(...plain(before, segments.length > 0), inside)
    end = match.index + match[0].length
  }
  return [...segments, ...plain(name.slice(end), segments.length > 0)]
}

function plain(text: string, follows: boolean): readonly string[] {
  if (text === '') return []
  const segments = text.split('.')
  return follows && segments[0] === '' ? segments.slice(1) : segments
}

function textIn(bracket: string): string | undefined {
  try {
    return JSON.parse(bracket.slice(1, -1))
  } catch {
    return undefined
  }
}

/** The name of such segments, as it stands between braces. */
export function templateName(segments: readonly string[]): string {
  const [root = '', ...path] = segments
  return root + path.map((segment) => (isPlain(segment) ? `.${segment}` : `["${escaped(segment)}"]`)).join('')
}

function isPlain(segment: string): boolean {
  return segment !== '' && !/[.{}"\\]|^\s|\s$/.test(segment)
}

/** A brace would end the template. */
function escaped(segment: string): string {
  return JSON.stringify(segment)
    .slice(1, -1)
    .replaceAll(/[{}]/g, (brace) => `\\u00${brace.charCodeAt(0).toString(16)}`)
}
