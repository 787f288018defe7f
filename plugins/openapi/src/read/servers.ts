import { dict, type Json, type Server, sampleUrl, type UrlVariable } from '@jackfield/core'
import { child, elementsOf, type Located, membersOf, own, textIn } from '../refs/index.ts'
import type { Reading } from './reading.ts'
import { readVariable } from './server-variable.ts'

/**
 * Where requests go (OpenAPI 3.1, Server Object). Of several that only differ in their URL, a connection chooses one by
 * the setting `server`; else the first serves. One that is relative, or missing, is what the setting `server` says.
 */
export function readServers(written: Located | undefined, reading: Reading): readonly Server[] {
  const all = elementsOf(written).flatMap((each) => readServer(each, reading))
  const encrypted = preferred(all)
  const [first] = encrypted
  if (first === undefined) return [givenServer(reading)]
  const isPlain = ({ url }: WrittenServer): boolean => url.startsWith('https://') && !url.includes('{')
  if (encrypted.length > 1 && encrypted.every(isPlain)) return [chosenServer(encrypted, reading)]
  return [finished(first, reading)]
}

interface WrittenServer {
  /** Absolute, or a path; without a trailing slash. */
  readonly url: string
  readonly description?: string
  readonly written: Located
}

/** Those that are encrypted, where there are any; else those that say which host. */
function preferred(all: readonly WrittenServer[]): readonly WrittenServer[] {
  const encrypted = all.filter(({ url }) => url.startsWith('https:'))
  if (encrypted.length > 0) return encrypted
  const absolute = all.filter(({ url }) => url.startsWith('http:'))
  return absolute.length > 0 ? absolute : all
}

function readServer(written: Located, { warn }: Reading): WrittenServer[] {
  const text = typeof written.value === 'string' ? written.value : textIn(written.value, 'url')
  if (text === undefined) return []
  const [url = ''] = text.trim().split(/[?#]/)
  if (url !== text.trim()) warn('server-query', 'The URL of a server has a query, which is left out.', written.place)
  const description = textIn(written.value, 'description')
  const absolute = /^\/\//.test(url)
    ? `https:${url}`
    : /^[\w.-]+\.[a-z]{2,}(:\d+)?(\/|$)/i.test(url)
      ? `https://${url}`
      : url
  const isSocket = /^wss?:/i.test(absolute)
  if (isSocket) return []
  return [{ url: absolute.replace(/\/+$/, ''), ...(description !== undefined && { description }), written }]
}

function finished({ url: text, written }: WrittenServer, reading: Reading): Server {
  const declared = new Map(membersOf(child(written, 'variables')))
  const plain = text.replaceAll(/\{(\{[^{}]*\})\}/g, '$1')
  const url = schemed(plain, declared)
  const open = url === undefined ? { path: plain.replace(/^[^/]*\/\/[^/]*/, '') } : openAuthority(url, declared)
  if (url === undefined || open !== undefined)
    return givenServer(reading, filledUrl(open?.path ?? '', declared, reading), open?.example)
  const filled = filledUrl(url, declared, reading)
  if (!/^(https?:\/\/|\{)/i.test(url))
    return givenServer(reading, { ...filled, url: filled.url.replace(/^(?=[^/])/, '/') })
  if (sampleUrl(filled.url) !== null) return filled
  reading.warn(
    'server-invalid',
    'The URL of a server is none; a connection says which it is.',
    written.place,
    'write it as https://host/path.',
  )
  return givenServer(reading)
}

/** A URL, or a path, whose variables are settings and called as those; a brace that is no variable's is text. */
function filledUrl(url: string, declared: ReadonlyMap<string, Located>, reading: Reading): Server {
  const variables = dict<UrlVariable>()
  const filled = url.replaceAll(/\{([^{}]*)\}|[{}]/g, (braces, name: string | undefined, at: number) => {
    if (name === undefined) return encodeURIComponent(braces)
    const read = readVariable(name, { declared: declared.get(name), url, at }, reading)
    if (typeof read === 'string') return read
    const setting = read.from.slice('settings.'.length)
    variables[setting] = read
    return `{${setting}}`
  })
  return { url: cleanPath(filled), variables }
}

/** The URL with its scheme, the encrypted one where there is a choice; undefined where that is a variable without a list. */
function schemed(url: string, declared: ReadonlyMap<string, Located>): string | undefined {
  const scheme = url.slice(0, Math.max(url.indexOf('://'), 0))
  if (!scheme.includes('{') || scheme.includes('/')) return url
  const [, name = ''] = /^\{([^{}]*)\}$/.exec(scheme) ?? []
  const variable = declared.get(name)?.value
  const listed = [own(variable, 'enum') ?? []].flat().map(String)
  if ([...listed, textIn(variable, 'default')].includes('https')) return url.replace(scheme, 'https')
  return listed.includes('http') ? url.replace(scheme, 'http') : undefined
}

/** A variable for host and port at once (`{host}` with the default `localhost:8080`): a setting holds either, or a whole URL. */
function openAuthority(
  url: string,
  declared: ReadonlyMap<string, Located>,
): { readonly path: string; readonly example?: string } | undefined {
  const [, scheme, name = '', path = ''] = /^(https?):\/\/\{([^{}]*)\}(\/[^{}]*)?$/i.exec(url) ?? []
  const variable = declared.get(name)?.value
  const authority = textIn(variable, 'default')
  if (authority === undefined || own(variable, 'enum') !== undefined || !/^[\w.-]+:\d+$/.test(authority))
    return undefined
  return { path, example: `${scheme}://${authority}` }
}

/** What is no segment of its own in a URL is left out of a base path. */
function cleanPath(url: string): string {
  return url
    .replaceAll(/(?<=[^:/])\/{2,}/g, '/')
    .replaceAll(/\/\.(?=\/|$)/g, '')
    .replaceAll(' ', '%20')
    .replace(/\/+$/, '')
}

/** Where the document does not say which host, but a path at most: the person who connects does. */
function givenServer(
  { settings }: Reading,
  path: Server = { url: '', variables: dict() },
  example = 'https://api.example.com',
): Server {
  const schema = dict<Json>([
    ['type', 'string'],
    ['format', 'uri'],
    ['title', 'Server'],
    ['description', `The URL of the service, such as ${example}.`],
  ])
  const name = settings.add('server', schema, { required: true })
  const variables = dict([...Object.entries(path.variables), [name, { from: `settings.${name}`, url: true }]])
  return { url: `{${name}}${path.url}`, variables }
}

function chosenServer(servers: readonly WrittenServer[], { settings }: Reading): Server {
  const urls = [...new Set(servers.map(({ url }) => cleanPath(url)))]
  const [first = ''] = urls
  if (urls.length === 1) return { url: first, variables: dict() }
  const described = servers.flatMap(({ url, description }) =>
    description === undefined ? [] : [`${cleanPath(url)}: ${description}`],
  )
  const schema = dict<Json>([
    ['type', 'string'],
    ['title', 'Server'],
    ...(described.length === 0 ? [] : [['description', described.join('\n')] as const]),
    ['enum', urls],
    ['default', first],
  ])
  const name = settings.add('server', schema)
  const map = dict(urls.map((url) => [url, url] as const))
  return { url: `{${name}}`, variables: dict([[name, { from: `settings.${name}`, default: first, map }]]) }
}

/** Swagger 2.0: `schemes`, `host`, `basePath`. HTTPS where there is a choice. */
export function readHost(root: Located, reading: Reading): readonly Server[] {
  const { value } = root
  const schemes = [own(value, 'schemes') ?? []].flat().map((scheme) => String(scheme).toLowerCase())
  const scheme = schemes.length === 0 || !schemes.includes('http') || schemes.includes('https') ? 'https' : 'http'
  const host = textIn(value, 'host')
    ?.trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/\/+$/, '')
  const base = textIn(value, 'basePath')?.trim() ?? ''
  const path = base === '' || base.startsWith('/') ? base : `/${base}`
  const url = host === undefined ? path : `${scheme}://${host}${path}`
  return [finished({ url: url.replace(/\/+$/, ''), written: root }, reading)]
}
