import {
  answerUnreadable,
  argumentInvalid,
  connectionLost,
  isJackfieldError,
  JackfieldError,
  originRefused,
} from '../errors/index.ts'
import { certificateRefused, isCertificateRefusal } from './certificate-refusal.ts'
import { PrivateAddressError } from './guarded-lookup.ts'
import { describeHop, type Hop } from './redirect.ts'

/** What broke an exchange, as the transport throws it. */
export function sendError(
  error: unknown,
  hop: Hop,
  { doubt, acted }: { readonly doubt: boolean; readonly acted: boolean },
): JackfieldError {
  if (isJackfieldError(error)) return inDoubt(error, doubt)
  const what = describeHop(hop)
  const cause = harmlessCause(error)
  if (isCertificateRefusal(error)) return certificateRefused(what, cause.code, acted)
  if (error instanceof PrivateAddressError)
    return originRefused(`${what} was not sent: ${error.message}.`, {
      hint: `If it is meant, name "${hop.url.origin}" in the kernel's "allowOrigins", or map it in "connectTo".`,
    })
  if (cause.code === 'UND_ERR_INVALID_ARG' || cause.code === 'UND_ERR_NOT_SUPPORTED')
    return argumentInvalid(`${what} can't be sent: ${cause.message}.`, { cause })
  if (/^(HPE_|HTTPParserError$|UND_ERR_HEADERS_OVERFLOW$)/.test(cause.code))
    return answerUnreadable(`${what} was answered with something that is not HTTP/1.1 (${cause.code}).`, {
      doubt,
      cause,
    })
  if (doubt)
    return connectionLost(`${what} lost its connection before the answer was complete (${cause.code}).`, {
      doubt,
      cause,
    })
  return connectionLost(`${what} was not sent: no connection to ${hop.url.host} (${cause.code}).`, {
    cause,
    hint: hints[cause.code] ?? 'Check that the service is up and can be reached from here.',
  })
}

/** What whoever takes an answer's body throws. */
export function takingError(error: unknown, hop: Hop, doubt: boolean): JackfieldError {
  if (isJackfieldError(error)) return inDoubt(error, doubt)
  const { code } = harmlessCause(error)
  return answerUnreadable(`${describeHop(hop)} was answered, but the answer could not be kept (${code}).`, {
    doubt,
    cause: error,
    hint: 'Look whether there is room where files are kept.',
  })
}

/** What a body that was being sent or taken says: the request is out by then. */
function inDoubt(error: JackfieldError, doubt: boolean): JackfieldError {
  if (!doubt || error.doubt) return error
  const { code, message, hint, problems } = error
  return new JackfieldError(code, message, { problems, doubt, cause: error, ...(hint !== undefined && { hint }) })
}

const hints: Readonly<Record<string, string>> = {
  ENOTFOUND: 'Check the spelling of the host name.',
  EAI_AGAIN: 'Names are not resolved at the moment: check the network.',
  CERT_HAS_EXPIRED: "The service's certificate has expired: tell the service.",
  ERR_TLS_CERT_ALTNAME_INVALID: "The service's certificate is for another host name.",
  DEPTH_ZERO_SELF_SIGNED_CERT: 'Give Node the certificate authority with NODE_EXTRA_CA_CERTS.',
  SELF_SIGNED_CERT_IN_CHAIN: 'Give Node the certificate authority with NODE_EXTRA_CA_CERTS.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'Give Node the certificate authority with NODE_EXTRA_CA_CERTS.',
}

/** The code and message of a network error, without what undici hangs on it (sockets, bytes of the answer). */
function harmlessCause(error: unknown): Error & { readonly code: string } {
  const given = error instanceof Error ? error : new Error('unknown')
  const code = 'code' in given && typeof given.code === 'string' ? given.code : given.name
  return Object.assign(new Error(given.message === '' ? code : given.message), { code })
}
