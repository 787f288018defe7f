import { authorityEnd, type Dict, dict, type Server, type UrlVariable } from '@jackfield/core'

/** A URL of a security scheme; a relative one is of the server that credentials go to anyway (RFC 3986). */
export function absolute(written: string | undefined, server: Server | undefined): string | undefined {
  const text = written?.trim()
  if (text === undefined) return undefined
  if (/^[a-z][a-z0-9+.-]*:/i.test(text))
    return /^https?:\/\//i.test(text) && !/[{}]/.test(text) && URL.canParse(text) ? text : undefined
  if (server === undefined || /[{}]/.test(text)) return undefined
  if (text.startsWith('//')) return `https:${text}`
  return text.startsWith('/')
    ? server.url.slice(0, authorityEnd(server.url)) + text
    : `${server.url}/${text.replace(/^\.\//, '')}`
}

/** Those variables of the server that a relative URL has from it. */
export function variablesIn(urls: readonly (string | undefined)[], server: Server | undefined): Dict<UrlVariable> {
  return dict(
    Object.entries(server?.variables ?? {}).filter(([name]) => urls.some((url) => url?.includes(`{${name}}`))),
  )
}

export function isPlain(url: string | undefined): url is string {
  return url !== undefined && !/[?#]/.test(url)
}
