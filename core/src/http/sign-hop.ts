import { connectionInvalid, isJackfieldError, originRefused } from '../errors/index.ts'
import { printableUrl } from './printable-url.ts'
import type { Hop } from './redirect.ts'
import type { SendWatch } from './send-watch.ts'
import type { SignableRequest, TransportRequest } from './transport.ts'

/** What a hop looks like before it is signed. */
export function unsignedHop(hop: Hop): SignableRequest {
  const { body, headers, method, url } = hop
  const inMemory = typeof body === 'string' || body instanceof Uint8Array
  return { url: url.href, headers, method, ...(inMemory && { body }) }
}

/**
 * A signed copy, or the request itself where nobody signs; at once where the signer has what it takes, as it mostly
 * has.
 */
export function signHop(
  request: TransportRequest,
  unsigned: SignableRequest,
  watch: SendWatch,
): SignableRequest | Promise<SignableRequest> {
  const failed = (error: unknown): Error =>
    ours(error, `${request.method} ${printableUrl(new URL(unsigned.url))} could not be signed.`)
  try {
    const signing = request.signer?.sign(unsigned) ?? unsigned
    if (!(signing instanceof Promise)) return signing
    return watch.race(signing).catch((error) => {
      throw failed(error)
    })
  } catch (error) {
    throw failed(error)
  }
}

/** Whether there is something new to sign with after a 401. */
export async function renew(
  request: TransportRequest,
  { refused, challenges }: { readonly refused: SignableRequest; readonly challenges: string | undefined },
  watch: SendWatch,
): Promise<boolean> {
  const renewing = request.signer?.renew?.(request.signal, refused, challenges)
  if (renewing === undefined) return false
  try {
    return await watch.race(renewing)
  } catch (error) {
    throw ours(error, `The credentials for ${new URL(request.url).origin} could not be renewed.`)
  }
}

/** Where the signed copy goes: signing may have added to the query, and to nothing before it. */
export function signedUrl(signed: SignableRequest, hop: Hop): URL {
  if (signed.url === hop.url.href) return hop.url
  const url = new URL(signed.url)
  if (url.origin === hop.url.origin) return url
  throw originRefused(`${hop.method} ${printableUrl(hop.url)} was not sent: signing changed its origin.`, {
    hint: 'Signing may set headers and add to the query only.',
  })
}

/** A foreign error may quote a credential, so it is no cause here. */
function ours(error: unknown, message: string): Error {
  if (isJackfieldError(error)) return error
  return connectionInvalid(message, { hint: "Check the connection's credentials." })
}
