import { connectionInvalid, type JackfieldError } from '../errors/index.ts'

/** What a service says in TLS of the certificate that it was or was not shown (RFC 8446 section 6.2). */
const alerts =
  /^ERR_SSL_.*ALERT_(ACCESS_DENIED|BAD_CERTIFICATE|CERTIFICATE_EXPIRED|CERTIFICATE_REQUIRED|CERTIFICATE_REVOKED|CERTIFICATE_UNKNOWN|UNKNOWN_CA|UNSUPPORTED_CERTIFICATE)$/

/** Whether a service broke a socket off for want of a certificate that it takes: it did not act on the request then. */
export function isCertificateRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && alerts.test(error.code)
}

/** `what`: the request. `acted`: whether another one before it may have had an effect. */
export function certificateRefused(what: string, code: string, acted: boolean): JackfieldError {
  return connectionInvalid(`${what} was refused: the service does not take the client's certificate (${code}).`, {
    hint: 'Check the certificate of the connection; where it has none, the connector needs a security scheme of type mutualTLS.',
    doubt: acted,
  })
}
