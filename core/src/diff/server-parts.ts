import { authorityEnd, canonicalJson, type Dict, type Server, type UrlVariable } from '../model/index.ts'

/** What a server's URL is made of. */
export interface ServerParts {
  /** `scheme://authority`, each variable as `{}`; a variable that is a whole URL is one. */
  readonly origin: string
  /** What follows, each variable as `{}`. */
  readonly path: string
  /** Names in the order of use. */
  readonly variables: readonly string[]
}

/** Takes a server's URL apart; the names of its variables do not matter, what fills them does. */
export function serverParts(server: Pick<Server, 'url'>): ServerParts {
  const { origin, path } = splitUrl(server)
  return {
    origin: withoutNames(normalOrigin(origin)),
    path: withoutNames(path),
    variables: [...server.url.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? ''),
  }
}

/** As written. */
export function splitUrl({ url }: Pick<Server, 'url'>): { readonly origin: string; readonly path: string } {
  const end = authorityEnd(url)
  return { origin: url.slice(0, end), path: url.slice(end) }
}

/** Whether a connection says all that its URL begins with, which may have a path in it. */
export function isGivenWhole({ url }: Pick<Server, 'url'>): boolean {
  return url.startsWith('{') && !url.slice(0, authorityEnd(url)).includes('://')
}

/** The URL with its host in lower case and without the port that its scheme has anyway (RFC 3986, 6.2). */
export function normalUrl(server: Pick<Server, 'url'>): string {
  const { origin, path } = splitUrl(server)
  return normalOrigin(origin) + path
}

function normalOrigin(origin: string): string {
  const lower = origin.replace(/\{[^}]*\}|[^{]+/g, (part) => (part.startsWith('{') ? part : part.toLowerCase()))
  return lower.replace(/^(https:.*):443$|^(http:.*):80$/, '$1$2')
}

/** The names of variables left out: what fills them is compared by itself. */
export function withoutNames(text: string): string {
  return text.replace(/\{[^}]*\}/g, '{}')
}

/** Whether every value that filled it before still fills it, with the same. */
export function variableKeeps(base: UrlVariable | undefined, revision: UrlVariable | undefined): boolean {
  if (base === undefined || revision === undefined || base.from !== revision.from) return false
  if (base.default !== revision.default) return false
  if (!('map' in base) || !('map' in revision)) return canonicalJson(base) === canonicalJson(revision)
  return Object.entries(base.map).every(([value, text]) => own(revision.map, value) === text)
}

function own(map: Dict<string>, name: string): string | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined
}
