import { dict, type Json, type Server, sampleUrl, type UrlVariable } from '@jackfield/core'
import { child, elementsOf, type Located, membersOf, own, textIn } from '../refs/index.ts'
import { cleanPath } from './clean-path.ts'
import type { Reading } from './reading.ts'
import { readVariable } from './server-variable.ts'
import { severalServers, type WrittenServer } from './several-servers.ts'

/**
 * Where requests go (OpenAPI 3.1, Server Object). Of several, a connection chooses one by a setting where all that they
 * can be is known; else the first serves. One that is relative, or missing, is what the setting `server` says.
 */
export function readServers(written: Located | undefined, reading: Reading): readonly Server[] {
  const all = elementsOf(written).flatMap((each) => readServer(each, reading))
  const encrypted = preferred(all)
  const [first] = encrypted
  if (first === undefined) return [givenServer(reading)]
  if (encrypted.length === 1) return [finished(first, reading)]
  const chosen = severalServers(encrypted, reading)
  if (chosen !== undefined) return [chosen]
  if (encrypted.some(({ url }) => url !== first.url)) tellOfOthers(first, reading)
  return [finished(first, reading)]
}

function tellOfOthers({ written }: WrittenServer, { warn }: Reading): void {
  warn(
    'server-choice',
    'The first of these servers serves; the others can not be chosen, since a variable of one may be anything.',
    written.place,
    'list the values of each variable as its "enum", or write the server that is meant in x-jackfield-connector.',
  )
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

/**
 * The URL with its scheme, the encrypted one where there is a choice; undefined where that is a variable without a
 * list.
 */
function schemed(url: string, declared: ReadonlyMap<string, Located>): string | undefined {
  const scheme = url.slice(0, Math.max(url.indexOf('://'), 0))
  if (!scheme.includes('{') || scheme.includes('/')) return url
  const [, name = ''] = /^\{([^{}]*)\}$/.exec(scheme) ?? []
  const variable = declared.get(name)?.value
  const listed = [own(variable, 'enum') ?? []].flat().map(String)
  if ([...listed, textIn(variable, 'default')].includes('https')) return url.replace(scheme, 'https')
  return listed.includes('http') ? url.replace(scheme, 'http') : undefined
}

/**
 * A variable for host and port at once (`{host}` with the default `localhost:8080`): a setting holds either, or a whole
 * URL.
 */
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
