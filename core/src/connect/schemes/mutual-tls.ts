import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { connectionInvalid } from '../../errors/index.ts'
import type { ClientCertificate } from '../../http/index.ts'
import type { Dict, Json, MutualTlsScheme } from '../../model/index.ts'
import type { AuthScheme, WrongCredential } from '../auth-scheme.ts'
import { credentialText } from './credential-value.ts'

const placement = 'TLS client certificate'

/**
 * `mutualTLS` (OpenAPI 3.1, Security Scheme Object): the client's certificate, which the service asks for when a socket
 * is opened (RFC 8446 section 4.4.2). Nothing is put on the request; the private key proves the certificate and is not
 * sent.
 */
export const mutualTls: AuthScheme<MutualTlsScheme> = {
  type: 'mutualTLS',
  fields: () => [
    { name: 'certificate', title: 'Certificate (PEM, with its chain)', required: true, multiline: true },
    { name: 'key', title: 'Private key (PEM)', required: true, multiline: true },
    { name: 'passphrase', title: 'Passphrase of the private key', required: false },
  ],
  placements: () => ['certificate', 'key'].map((credential) => ({ credential, placement, to: 'servers' })),
  checkEntered: (_scheme, credentials) => wrongIn(credentials),
  sign(request) {
    if (request.url.startsWith('https:')) return request
    throw connectionInvalid(
      `A client certificate can't be presented to ${new URL(request.url).origin}: it is no https.`,
      {
        hint: 'Correct the URL of the server.',
      },
    )
  },
  certificate: (_scheme, credentials) => certificateIn(credentials),
}

function certificateIn(credentials: Dict<Json>): ClientCertificate {
  const [certificate, key, passphrase] = ['certificate', 'key', 'passphrase'].map((name) =>
    credentialText(credentials, name),
  ) as [string, string, string]
  return { certificate, key, ...(passphrase !== '' && { passphrase }) }
}

/** Better said when it is entered than by a TLS alert. Nothing here quotes what was entered. */
function wrongIn(credentials: Dict<Json>): readonly WrongCredential[] {
  const certificate = readCertificate(credentialText(credentials, 'certificate'))
  const key = readKey(credentialText(credentials, 'key'), credentialText(credentials, 'passphrase'))
  const wrong = [certificate, key].filter((read): read is WrongCredential => 'credential' in read)
  if (wrong.length > 0 || 'credential' in certificate || 'credential' in key) return wrong
  const { validTo } = certificate
  if (Date.parse(validTo) < Date.now())
    return [{ credential: 'certificate', message: `The certificate ended on ${validTo}.`, hint: 'Get a new one.' }]
  if (certificate.checkPrivateKey(key)) return unusable(credentials)
  const hint = 'The certificate itself comes first, those that issued it after it.'
  return [{ credential: 'key', message: 'The private key is not that of the certificate.', hint }]
}

/**
 * What OpenSSL does not present: a key that is too short for its security level, a chain with something broken in it.
 */
function unusable(credentials: Dict<Json>): readonly WrongCredential[] {
  const { certificate: cert, key, passphrase } = certificateIn(credentials)
  try {
    // Loading TLS takes milliseconds, and most processes have it when a request is sent, or never.
    process
      .getBuiltinModule('node:tls')
      .createSecureContext({ cert, key, ...(passphrase !== undefined && { passphrase }) })
    return []
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    const hint = 'Get one with a longer key, and look whether each certificate of its chain is whole.'
    return [{ credential: 'certificate', message: `TLS does not take the certificate: ${code}.`, hint }]
  }
}

function readCertificate(pem: string): X509Certificate | WrongCredential {
  try {
    return new X509Certificate(pem)
  } catch {
    const hint = 'It begins with -----BEGIN CERTIFICATE-----, each line on a line of its own.'
    return { credential: 'certificate', message: 'The certificate is none in PEM.', hint }
  }
}

function readKey(key: string, passphrase: string): KeyObject | WrongCredential {
  try {
    return createPrivateKey({ key, ...(passphrase !== '' && { passphrase }) })
  } catch {
    const encrypted = /^-----BEGIN ENCRYPTED|^Proc-Type: 4,ENCRYPTED/m.test(key)
    if (encrypted)
      return {
        credential: 'passphrase',
        message: `The private key is encrypted, and ${passphrase === '' ? 'there is no passphrase' : 'the passphrase does not open it'}.`,
        hint: 'Enter its passphrase.',
      }
    const hint = 'It begins with -----BEGIN PRIVATE KEY----- or the like, each line on a line of its own.'
    return { credential: 'key', message: 'The private key is none in PEM.', hint }
  }
}
