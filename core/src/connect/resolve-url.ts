import { connectionInvalid, type JackfieldError } from '../errors/index.ts'
import {
  authorityEnd,
  type Dict,
  type Json,
  type JsonObject,
  pointer,
  type Server,
  type UrlVariable,
} from '../model/index.ts'
import { readInstanceUrl } from './instance-url.ts'
import { matchesWhole } from './url-pattern.ts'

/** Where the variables of a URL read from: a connection's own. */
export interface UrlSources {
  readonly settings: JsonObject
  readonly derived: JsonObject
}

/**
 * Fills the variables of a server's or token endpoint's URL. A `map` is looked up by the setting's own value; a value
 * that a `pattern` admits is matched whole. In the authority it holds letters, digits, `.`, `-` and `_` only,
 * lower-cased, with a port behind it where that is allowed; after it, it is any text, percent-encoded segment by
 * segment, without `.` and `..`. A setting that is a URL stands for the beginning. Scheme and host come back as the URL
 * standard writes them; there is never a user name in them. Throws `connection-invalid`, naming the setting.
 */
export function resolveUrl(url: string, variables: Dict<UrlVariable>, sources: UrlSources): string {
  const end = authorityEnd(url)
  const fill = (text: string, place: Place): string =>
    text.replace(/\{([^{}]*)\}/g, (_braces, name: string) => {
      const variable = Object.hasOwn(variables, name) ? variables[name] : undefined
      if (variable === undefined)
        throw connectionInvalid(`The URL "${url}" reads {${name}}, which it does not declare.`)
      return fillVariable(variable, sources, place)
    })
  const beginning = url.slice(0, end)
  const rest = fill(url.slice(end), 'path')
  if (!beginning.includes('://') && beginning !== '') {
    const whole = fill(beginning, 'beginning')
    return rest.startsWith('/') ? whole.replace(/\/+$/, '') + rest : whole + rest
  }
  return normalOrigin(fill(beginning, 'authority'), url) + rest
}

/** Where a variable stands in a URL. */
type Place = 'beginning' | 'authority' | 'path'

/** `https://a.example.com` of `https://a.example.com/api`; throws what {@link resolveUrl} throws. */
export function resolveOrigin(server: Server, sources: UrlSources): string {
  return new URL(resolveUrl(server.url, server.variables, sources)).origin
}

/** Names of the settings that decide the authority of a URL: changing one sends credentials elsewhere. */
export function authoritySettings(server: Server): readonly string[] {
  return inAuthority(server, 'settings')
}

/** Names of the derived values that decide the authority of a URL. */
export function derivedInAuthority(server: Server): readonly string[] {
  return inAuthority(server, 'derived')
}

function inAuthority({ url, variables }: Server, root: string): readonly string[] {
  const authority = url.slice(0, authorityEnd(url))
  const sources = Object.entries(variables).filter(([name]) => authority.includes(`{${name}}`))
  return sources
    .map(([, { from }]) => sourceOf(from))
    .filter((source) => source.root === root)
    .map(({ name }) => name)
}

function fillVariable(variable: UrlVariable, sources: UrlSources, place: Place): string {
  const { from } = variable
  const value = readValue(variable, sources)
  if ('map' in variable) {
    const mapped = Object.hasOwn(variable.map, value) ? variable.map[value] : undefined
    if (mapped === undefined) throw refuse(from, `is not one of ${listed(Object.keys(variable.map))}`)
    return place === 'beginning' ? readInstanceUrl(mapped, (complaint) => refuse(from, complaint)) : mapped
  }
  if ('url' in variable || place === 'beginning') {
    if (place !== 'beginning') throw refuse(from, 'is a URL, which stands at the beginning of another only')
    return readInstanceUrl(value, (complaint) => refuse(from, complaint))
  }
  const { pattern } = variable
  if (place === 'path') {
    if (!matches(pattern, value)) throw refuse(from, `does not match ${pattern}`)
    return encodePath(from, value)
  }
  const [, text = '', port = ''] = /^(.*?)(:\d{1,5})?$/s.exec(value.toLowerCase()) ?? []
  const host = variable.port === true ? text : text + port
  assertHostName(from, host)
  if (!matches(pattern, host)) throw refuse(from, `does not match ${pattern}`)
  return text + port
}

/** The text's own slashes stay: a base path may have several segments. */
function encodePath(from: string, text: string): string {
  const segments = text.split('/')
  if (segments.some((segment) => segment === '.' || segment === '..'))
    throw refuse(from, 'has "." or ".." in it, which leads to another path')
  return segments.map((segment) => encodeURIComponent(segment.toWellFormed())).join('/')
}

function readValue({ from, default: otherwise }: UrlVariable, sources: UrlSources): string {
  const { root, name } = sourceOf(from)
  const source = root === 'derived' ? sources.derived : sources.settings
  const found: Json | undefined = Object.hasOwn(source, name) ? source[name] : undefined
  const value = found ?? otherwise
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw refuse(from, value === undefined || value === null ? 'is missing' : 'is not text')
}

function sourceOf(from: string): { root: string; name: string } {
  const dot = from.indexOf('.')
  return { root: from.slice(0, dot), name: from.slice(dot + 1) }
}

function assertHostName(from: string, text: string): void {
  if (text.length > 253) throw refuse(from, 'is longer than 253 characters')
  if (!/^[A-Za-z0-9._-]+$/.test(text) || /^\.{1,2}$/.test(text))
    throw refuse(from, 'is no host name: only letters, digits, ".", "-" and "_" are taken')
}

function matches(pattern: string, text: string): boolean {
  try {
    return matchesWhole(pattern, text)
  } catch (cause) {
    throw connectionInvalid(`The connector's pattern ${pattern} is no regular expression.`, { cause })
  }
}

/** The URL parser may read a host as another (`0x7f.1` is 127.0.0.1): what it reads must be what was written. */
function normalOrigin(text: string, template: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const written = text.slice(text.indexOf('://') + 3).toLowerCase()
  const plain = url !== undefined && url.username === '' && url.password === '' && /^https?:$/.test(url.protocol)
  if (!plain || (written !== url.host && written !== `${url.host}:${defaultPort(url)}`))
    throw connectionInvalid(`"${text}", filled in from "${template}", is not the origin of a service.`, {
      hint: 'An origin is https:// and a host name, with a port where it needs one.',
    })
  return url.origin
}

function defaultPort(url: URL): string {
  return url.protocol === 'https:' ? '443' : '80'
}

function refuse(from: string, complaint: string): JackfieldError {
  const { root, name } = sourceOf(from)
  const message = `${root === 'derived' ? 'Derived value' : 'Setting'} "${name}" ${complaint}.`
  const problem = { code: 'setting-invalid', message, pointer: pointer(root, name) }
  return connectionInvalid(message, { problems: [problem] })
}

function listed(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ')
}
