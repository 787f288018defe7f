import { argumentInvalid } from '../errors/index.ts'
import type { Dict } from '../model/index.ts'

/** They frame the message or choose who reads it: with another `Host`, a credential could reach another tenant. */
const framing: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** Names and values in turn, as undici takes them fastest, with what every request has. Throws `argument-invalid`. */
export function requestHeaders(headers: Dict<string>, host: string | undefined): string[] {
  const list = host === undefined ? [] : ['host', host]
  if (headers.accept === undefined) list.push('accept', '*/*')
  if (headers['accept-encoding'] === undefined) list.push('accept-encoding', 'gzip, deflate, br, zstd')
  if (headers['user-agent'] === undefined) list.push('user-agent', 'jackfield')
  for (const name in headers) {
    if (framing.has(name.toLowerCase())) throw refusal(name)
    list.push(name, headers[name] as string)
  }
  return list
}

function refusal(name: string): Error {
  return argumentInvalid(`A request may not set the header "${name}".`, {
    hint: 'Leave it out: the transport writes it.',
  })
}
