import type { ListenerId } from '../model/index.ts'

/** What a URL asks for, by the end of its path: whatever stands before, the host chose. */
export type Route =
  | { readonly kind: 'webhook'; readonly address: string }
  | { readonly kind: 'listener'; readonly id: ListenerId }
  | { readonly kind: 'callback' }
  | { readonly kind: 'refused'; readonly status: 400 | 404 }

export function routeOf(url: string): Route {
  const segments = segmentsOf(url)
  if (segments === null) return { kind: 'refused', status: 400 }
  const [room, name] = segments.slice(-2)
  if (room === 'webhooks' && name !== undefined && name !== '') return { kind: 'webhook', address: name }
  if (room === 'oauth' && name === 'callback') return { kind: 'callback' }
  return { kind: 'refused', status: 404 }
}

/** `null` for a percent-encoding that is none. */
function segmentsOf(url: string): string[] | null {
  try {
    return new URL(url).pathname.split('/').map((segment) => decodeURIComponent(segment))
  } catch {
    return null
  }
}
