import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** A certificate with its private key, both in PEM. */
export interface Made {
  readonly certificate: string
  readonly key: string
  readonly name: string
}

interface Wanted {
  /** Common name, and DNS name of a service. */
  readonly name: string
  /** Who signs it; by itself where left out, and then it may sign others. */
  readonly issuer?: Made
  readonly notAfter?: Date
  /** Encrypts the private key. */
  readonly passphrase?: string
}

/**
 * Makes an X.509 certificate (RFC 5280) over a new key on P-256, as no tool need be there for: DER, written by hand.
 */
export function makeCertificate({ name, issuer, notAfter, passphrase }: Wanted): Made {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ends = notAfter ?? new Date(Date.now() + 24 * 3_600_000)
  const body = sequence(
    context(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ecdsaWithSha256,
    nameOf(issuer?.name ?? name),
    sequence(time(new Date(Date.now() - 48 * 3_600_000)), time(ends)),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    context(3, sequence(...extensionsOf(name, issuer === undefined))),
  )
  const signature = sign('sha256', body, issuer?.key ?? privateKey)
  const der = sequence(body, ecdsaWithSha256, bits(signature))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  const certificate = ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
  return { certificate, key: pem(privateKey, passphrase), name }
}

function pem(key: KeyObject, passphrase: string | undefined): string {
  const encrypted = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase }
  return key.export({ type: 'pkcs8', format: 'pem', ...encrypted }).toString()
}

function extensionsOf(name: string, isAuthority: boolean): Buffer[] {
  const isCa = tag(0x01, Buffer.from([0xff]))
  const constraints = sequence(oid([2, 5, 29, 19]), octets(sequence(...(isAuthority ? [isCa] : []))))
  if (isAuthority) return [constraints]
  const names = sequence(tag(0x82, Buffer.from(name, 'ascii')))
  return [constraints, sequence(oid([2, 5, 29, 17]), octets(names))]
}

function nameOf(name: string): Buffer {
  return sequence(tag(0x31, sequence(oid([2, 5, 4, 3]), tag(0x0c, Buffer.from(name, 'utf8')))))
}

function time(date: Date): Buffer {
  const digits = date.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)
  return tag(0x18, Buffer.from(`${digits}Z`, 'ascii'))
}

function oid([first = 0, second = 0, ...rest]: readonly number[]): Buffer {
  const bytes = rest.flatMap((part) => {
    const groups = [part & 0x7f]
    for (let left = part >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80)
    return groups
  })
  return tag(0x06, Buffer.from([first * 40 + second, ...bytes]))
}

function tag(number: number, content: Buffer): Buffer {
  const { length } = content
  const long = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([number, ...long]), content])
}

const sequence = (...parts: readonly Buffer[]): Buffer => tag(0x30, Buffer.concat(parts))
const context = (number: number, content: Buffer): Buffer => tag(0xa0 + number, content)
const integer = (bytes: Buffer): Buffer => tag(0x02, bytes)
const octets = (content: Buffer): Buffer => tag(0x04, content)
const bits = (content: Buffer): Buffer => tag(0x03, Buffer.concat([Buffer.from([0]), content]))
const ecdsaWithSha256 = sequence(oid([1, 2, 840, 10045, 4, 3, 2]))
