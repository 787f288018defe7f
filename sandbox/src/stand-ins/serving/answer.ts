/**
 * What a stand-in does with a request; `silence` keeps the connection open and never answers, `reset` breaks it (RST).
 */
export type Answer =
  | {
      readonly kind: 'content'
      readonly status: number
      readonly headers: Record<string, string>
      readonly body: string
    }
  | { readonly kind: 'silence' }
  | { readonly kind: 'reset' }

export const silence: Answer = { kind: 'silence' }
export const reset: Answer = { kind: 'reset' }

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  const type = { 'content-type': 'application/json;charset=UTF-8' }
  return { kind: 'content', status, headers: { ...type, ...headers }, body: JSON.stringify(body ?? null) }
}

/** A page as a gateway in front of a service sends it: an answer that no client of a JSON API can read. */
export function html(status: number, text: string): Answer {
  const body = `<html><body><h1>${status} ${text}</h1></body></html>`
  return { kind: 'content', status, headers: { 'content-type': 'text/html;charset=UTF-8' }, body }
}

/** Sends a browser elsewhere. */
export function redirect(location: string): Answer {
  return { kind: 'content', status: 302, headers: { location }, body: '' }
}
