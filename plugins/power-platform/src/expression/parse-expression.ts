import type { ByName, ByPath, Expression, Part } from './expression.ts'
import { parsePath } from './parse-path.ts'

const named: ReadonlyMap<string, ByName['kind']> = new Map([
  ['connectionparameters', 'connectionParameters'],
  ['header', 'headers'],
  ['headers', 'headers'],
  ['queryparameter', 'queryParameters'],
  ['queryparameters', 'queryParameters'],
])
const rooted: ReadonlyMap<string, ByPath['kind']> = new Map([
  ['body', 'body'],
  ['item', 'item'],
  ['triggerbody', 'triggerBody'],
])

interface Read {
  readonly part: Exclude<Part, string>
  /** Behind it. */
  readonly end: number
}

/**
 * Reads a template. `@name(…)` and `{@name(…)}` are places to fill in, and so is what stands in `@{…}`; everything
 * else, an `@` that begins nothing included, is text.
 */
export function parseExpression(text: string): Expression {
  const parts: Part[] = []
  let plain = ''
  for (let at = 0; at < text.length; ) {
    const read = readBraced(text, at) ?? (text[at] === '@' ? readReference(text, at + 1) : undefined)
    if (read === undefined) {
      plain += text[at++]
      continue
    }
    if (plain !== '') parts.push(plain)
    plain = ''
    parts.push(read.part)
    at = read.end
  }
  return plain === '' ? parts : [...parts, plain]
}

/** `@{body().x}` and `{@body().x}`. */
function readBraced(text: string, at: number): Read | undefined {
  const opening = /^(@\{\s*@?|\{\s*@)/.exec(text.slice(at, at + 20))?.[0]
  const read = opening === undefined ? undefined : readReference(text, at + opening.length)
  if (read === undefined) return undefined
  const closing = /^\s*\}/.exec(text.slice(read.end))?.[0]
  return closing === undefined ? undefined : { ...read, end: read.end + closing.length }
}

function readReference(text: string, at: number): Read | undefined {
  const rest = text.slice(at)
  const method = /^request\.(original)?http_?method\b/i.exec(rest)?.[0]
  if (method !== undefined) return { part: { kind: 'method' }, end: at + method.length }
  const [call = '', word = ''] = /^([a-z]+)\(/i.exec(rest) ?? []
  const [byName, byPath] = [named.get(word.toLowerCase()), rooted.get(word.toLowerCase())]
  if (byName !== undefined) return readNamed(byName, text, at + call.length)
  if (byPath === undefined || text[at + call.length] !== ')') return undefined
  const { path, end } = parsePath(text, at + call.length + 1)
  return { part: { kind: byPath, path }, end }
}

/** One quoted name, and perhaps what stands in for it: `('region', 'eu')`. */
function readNamed(kind: ByName['kind'], text: string, at: number): Read | undefined {
  const quoted = `\\s*(?:'((?:[^']|'')*)'|"([^"]*)"|‘([^’]*)’)\\s*`
  const found = new RegExp(`^${quoted}(?:,${quoted})?\\)`).exec(text.slice(at))
  if (found === null) return undefined
  const [whole, ...groups] = found
  const name = unquoted(groups.slice(0, 3)) ?? ''
  const default_ = unquoted(groups.slice(3))
  return { part: { kind, name, ...(default_ !== undefined && { default: default_ }) }, end: at + whole.length }
}

function unquoted([single, double, curly]: readonly (string | undefined)[]): string | undefined {
  return single?.replaceAll("''", "'") ?? double ?? curly
}
