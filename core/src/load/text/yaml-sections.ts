import { isUtf8 } from 'node:buffer'

/**
 * A YAML document whose root is a mapping in block style, as the text of each of its keys with what is under it;
 * without parsing it, which for a large document takes a hundred times as long. `null` where a look can't tell: another
 * kind of document, keys that are not plain words, or a key that is given twice.
 *
 * Whatever is under a key of the root is indented (YAML 1.2.2, 8.2.2), but for sequences, whose dashes may stand where
 * the key does, and for comments.
 *
 * @example
 * yamlSections(bytes)?.get('info') // 'info:\n  title: Orders\n'
 */
export function yamlSections(bytes: Uint8Array): ReadonlyMap<string, string> | null {
  if (!isUtf8(bytes)) return null
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
  const beginnings = beginningsIn(text)
  if (beginnings === null) return null
  const sections = new Map<string, string>()
  for (const [index, { name, at }] of beginnings.entries()) {
    if (sections.has(name)) return null
    const section = text.slice(at, beginnings[index + 1]?.at)
    sections.set(name, section.endsWith('\n') ? section : `${section}\n`)
  }
  return sections.size > 0 ? sections : null
}

interface Beginning {
  readonly name: string
  readonly at: number
}

/** Where the keys of the root stand. */
function beginningsIn(text: string): readonly Beginning[] | null {
  const found: Beginning[] = []
  for (let at = 0; at < text.length; at = lineAfter(text, at)) {
    if (/[\s#]/.test(text.charAt(at))) continue
    const line = text.slice(at, lineAfter(text, at)).trimEnd()
    if (line === '---' && found.length === 0) continue
    if (/^-(\s|$)/.test(line) && found.length > 0) continue
    const [, , name] = /^(["']?)([\w$.-]+)\1[ \t]*:(?:\s|$)/.exec(line) ?? []
    if (name === undefined || line.includes('\r')) return null
    found.push({ name, at })
  }
  return found
}

function lineAfter(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end + 1
}
