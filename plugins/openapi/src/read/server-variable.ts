import { dict, type Json, type UrlVariable } from '@jackfield/core'
import { type Located, own, textIn } from '../refs/index.ts'
import type { Reading } from './reading.ts'

interface Occurrence {
  /** The Server Variable Object; undefined where the document has none. */
  readonly declared: Located | undefined
  readonly url: string
  /** Where in the URL. */
  readonly at: number
}

/**
 * A server's variable as a setting: one of a list, or any text that its place can hold. Text where the document allows
 * one value only, or one that no setting could be.
 */
export function readVariable(name: string, occurrence: Occurrence, reading: Reading): UrlVariable | string {
  const { declared, url, at } = occurrence
  const place = placeOf(url, at)
  const listed = listedValues(declared, occurrence)
  const default_ = textIn(declared?.value, 'default') ?? (own(declared?.value, 'default') === '' ? '' : undefined)
  if (listed.length === 1) return listed[0] as string
  if (listed.length === 0 && default_ !== undefined && !fits(default_, place)) return default_
  if (default_ === '') return ''
  const schema = dict<Json>([
    ['type', 'string'],
    ...(place === 'beginning' ? [['format', 'uri'] as const] : []),
    ['title', name],
    ...described(declared),
    ...(listed.length === 0 ? [] : [['enum', listed] as const]),
    ...(default_ === undefined ? [] : [['default', default_] as const]),
  ])
  const isChosen = default_ !== undefined && (listed.length === 0 || listed.includes(default_))
  const setting = reading.settings.add(name, schema, { required: !isChosen })
  const common = { from: `settings.${setting}`, ...(isChosen && { default: default_ }) }
  if (listed.length > 0) return { ...common, map: dict(listed.map((value) => [value, value] as const)) }
  return place === 'beginning' ? { ...common, url: true } : { ...common, pattern: patterns[place] }
}

/** The values that it may have, as far as its place can hold them; none where it may have any. */
export function listedValues(
  declared: Located | undefined,
  { url, at }: Pick<Occurrence, 'url' | 'at'>,
): readonly string[] {
  const place = placeOf(url, at)
  return valuesOf(declared).filter((value) => fits(value, place))
}

type VariablePlace = 'beginning' | 'host' | 'port' | 'path'

const patterns: Readonly<Record<VariablePlace, string>> = {
  beginning: '^https://[^/?#@\\s]+(/[^?#\\s]*)?$',
  host: '^[A-Za-z0-9._-]+$',
  port: '^[0-9]+$',
  path: '^.+$',
}

function placeOf(url: string, at: number): VariablePlace {
  const authority = url.indexOf('://')
  if (authority === -1) return at === 0 ? 'beginning' : 'path'
  const end = url.slice(authority + 3).search(/[/?#]/)
  if (end !== -1 && at > authority + 3 + end) return 'path'
  return url[at - 1] === ':' ? 'port' : 'host'
}

function fits(value: string, place: VariablePlace): boolean {
  return place === 'path' ? !/[?#]/.test(value) && value !== '' : new RegExp(patterns[place]).test(value)
}

function valuesOf(declared: Located | undefined): string[] {
  const listed = own(declared?.value, 'enum')
  return Array.isArray(listed) ? [...new Set(listed.map(String))] : []
}

function described(declared: Located | undefined): (readonly [string, Json])[] {
  const description = textIn(declared?.value, 'description')
  return description === undefined ? [] : [['description', description]]
}
