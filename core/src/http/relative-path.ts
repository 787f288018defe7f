import { pathRefused } from '../errors/index.ts'

/**
 * The URL for a path relative to a server: `orders/7`, `/orders/7`, `orders?page=2`. Throws `path-refused` for whatever
 * could lead anywhere else: another scheme or host, or above the server's own path. The message quotes no query.
 */
export function urlBelow(baseUrl: string, path: string): URL {
  const reason = suspicious(path)
  if (reason !== undefined) throw refusal(path, reason)
  const base = URL.parse(baseUrl)
  if (base === null) throw refusal(path, 'has no server to be relative to: the connector declares none')
  const root = base.pathname.endsWith('/') ? base.pathname : `${base.pathname}/`
  const url = new URL(base.origin + root + path.replace(/^\//, ''))
  if (url.origin !== base.origin || url.username !== '') throw refusal(path, 'leads to another origin')
  if (!url.pathname.startsWith(root)) throw refusal(path, "leads above the server's own path")
  return url
}

function suspicious(path: string): string | undefined {
  if (/[^\x21-\uffff]|\x7f/.test(path)) return 'has a space or control character in it'
  if (path.includes('\\')) return 'has a backslash in it'
  if (path.includes('#')) return 'has a fragment'
  if (path.startsWith('//')) return 'starts with two slashes'
  const [first = ''] = path.split(/[/?]/, 1)
  if (/[:@]/.test(first)) return 'starts like an absolute URL'
  return undefined
}

function refusal(path: string, reason: string): Error {
  const [shown = ''] = path.split(/[?#]/, 1)
  return pathRefused(
    `${JSON.stringify(shown.slice(0, 200))} is not a path relative to the connector's server: it ${reason}.`,
    {
      hint: 'Give a path such as "orders/7"; encode values with encodeURIComponent, and put parameters into "query".',
    },
  )
}
