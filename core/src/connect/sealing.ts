import type { webcrypto } from 'node:crypto'
import { type JackfieldError, keyMissing, keyWrong } from '../errors/index.ts'
import { type Json, parseJson } from '../model/index.ts'
import type { KeyProvider } from './key-provider.ts'

/** What a sealed text belongs to: it opens for nothing else. */
export interface SealedFor {
  /** Of a connection, or of an attempt to make one. */
  readonly id: string
  readonly organisation: string
}

/** Seals credentials for the store and opens them again. The key stays inside. */
export interface Sealing {
  /** Throws `key-missing` where there is no key provider. */
  seal(value: Json, subject: SealedFor): Promise<string>
  /** Throws `key-missing`, and `key-wrong` for another key, another connection or a tampered text. */
  open(text: string, subject: SealedFor): Promise<Json>
}

const version = 'jf1'
const algorithm = 'AES-GCM'

/**
 * AES-256-GCM (NIST SP 800-38D): a random 96-bit IV each time, the connection's id and organisation as additional data.
 * The text is `jf1.<IV>.<ciphertext and tag>`, both base64url.
 */
export function createSealing(provider: KeyProvider | undefined): Sealing {
  let importing: Promise<webcrypto.CryptoKey> | undefined
  const key = (): Promise<webcrypto.CryptoKey> => {
    importing ??= importKey(provider).catch((error: unknown) => {
      importing = undefined
      throw error
    })
    return importing
  }
  return {
    async seal(value, subject) {
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const plain = new TextEncoder().encode(JSON.stringify(value))
      const sealed = await crypto.subtle.encrypt(parameters(iv, subject), await key(), plain)
      return [version, encode(iv), encode(new Uint8Array(sealed))].join('.')
    },
    async open(text, subject) {
      const [written, iv, sealed] = text.split('.')
      if (written !== version || iv === undefined || sealed === undefined) throw doesNotOpen(subject)
      const opener = await key()
      const plain = await crypto.subtle
        .decrypt(parameters(decode(iv), subject), opener, decode(sealed))
        .catch(() => Promise.reject(doesNotOpen(subject)))
      return parseJson(new TextDecoder().decode(plain))
    },
  }
}

async function importKey(provider: KeyProvider | undefined): Promise<webcrypto.CryptoKey> {
  if (provider === undefined)
    throw keyMissing('There is no key to seal credentials with.', {
      hint: "Give the kernel a key provider: createKernel({ keyProvider: keyFile('state/key') }).",
    })
  const bytes = await provider.key()
  if (!(bytes instanceof Uint8Array) || bytes.length !== 32)
    throw keyWrong(`The key of "${provider.name}" is not 32 bytes long.`, {
      hint: 'AES-256 takes exactly 32 random bytes.',
    })
  return crypto.subtle.importKey('raw', Uint8Array.from(bytes), algorithm, false, ['encrypt', 'decrypt'])
}

function parameters(iv: Uint8Array<ArrayBuffer>, { id, organisation }: SealedFor): webcrypto.AeadParams {
  const additionalData = new TextEncoder().encode(JSON.stringify([version, id, organisation]))
  return { name: algorithm, iv, additionalData, tagLength: 128 }
}

function doesNotOpen({ id }: SealedFor): JackfieldError {
  return keyWrong(`The credentials of "${id}" do not open with this key.`, {
    hint: 'Start with the key that sealed them, or enter the credentials again with connections.reauthorise.',
  })
}

const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
const decode = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, 'base64url'))
