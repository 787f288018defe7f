import { connectionInvalid } from '../../errors/index.ts'
import type { SignableRequest } from '../../http/index.ts'
import { type Dict, dict } from '../../model/index.ts'

/** A copy with the header, in place of one of that name. The value is checked here, since others would quote it. */
export function withHeader(request: SignableRequest, name: string, value: string): SignableRequest {
  if (!/^[\x20-\x7e]+$/.test(value))
    throw connectionInvalid(`A credential holds characters that the header "${name}" cannot carry.`, {
      hint: 'Enter it again: a line break at its end is the usual culprit.',
    })
  const headers: Dict<string> = Object.assign(dict<string>(), request.headers, { [name.toLowerCase()]: value })
  return { ...request, headers }
}

/** A copy with the cookie (RFC 6265), in place of those of that name. */
export function withCookie(request: SignableRequest, name: string, value: string): SignableRequest {
  const others = (request.headers.cookie ?? '')
    .split('; ')
    .filter((pair) => pair !== '' && !pair.startsWith(`${name}=`))
  if (/[\s",;\\]/.test(value))
    throw connectionInvalid(`A credential holds characters that the cookie "${name}" cannot carry.`, {
      hint: 'Enter it again, without spaces, quotes, commas, semicolons and backslashes.',
    })
  return withHeader(request, 'cookie', [...others, `${name}=${value}`].join('; '))
}

/** A copy with the query parameter, in place of those of that name. */
export function withQuery(request: SignableRequest, name: string, value: string): SignableRequest {
  const [beforeFragment = ''] = request.url.split('#', 1)
  const mark = beforeFragment.indexOf('?')
  const path = mark === -1 ? beforeFragment : beforeFragment.slice(0, mark)
  const others = mark === -1 ? [] : beforeFragment.slice(mark + 1).split('&')
  const kept = others.filter((pair) => pair !== '' && !new URLSearchParams(pair).has(name))
  const own = `${encodeURIComponent(name)}=${encodeURIComponent(value)}`
  return { ...request, url: `${path}?${[...kept, own].join('&')}` }
}
