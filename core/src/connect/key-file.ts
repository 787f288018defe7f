import { link, mkdir, open, unlink } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { isJackfieldError, keyMissing, keyWrong } from '../errors/index.ts'
import type { KeyProvider } from './key-provider.ts'

const keyLength = 32

/**
 * Keeps the key that seals credentials in a file of its own: 32 random bytes that only their owner may read, made when
 * absent. Without the file the credentials can't be opened; with it and the store, they can: keep the two apart in
 * backups.
 *
 * `key()` throws `key-wrong` for a file of another length or one that others may read, `key-missing` where it can
 * neither be read nor made.
 *
 * @example
 * ```ts
 * import { createKernel, keyFile } from '@jackfield/core';
 *
 * await using kernel = await createKernel({ keyProvider: keyFile('state/key') });
 * ```
 */
export function keyFile(path: string): KeyProvider {
  const file = resolve(path)
  return { name: `keyFile ${path}`, key: () => readKey(file) }
}

async function readKey(file: string): Promise<Uint8Array> {
  try {
    return (await readExisting(file)) ?? (await create(file)) ?? (await readExisting(file)) ?? refuseMissing(file)
  } catch (cause) {
    if (isJackfieldError(cause)) throw cause
    return refuseMissing(file, cause)
  }
}

async function readExisting(file: string): Promise<Uint8Array | undefined> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (handle === undefined) return undefined
  try {
    const { mode, size } = await handle.stat()
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      throw keyWrong(`The key file "${file}" may be read by others.`, { hint: `chmod 600 '${file}'` })
    if (size !== keyLength)
      throw keyWrong(`The key file "${file}" has ${size} bytes instead of ${keyLength}.`, {
        hint: 'Restore the key from a backup; a new key does not open what the old one sealed.',
      })
    return new Uint8Array(await handle.readFile())
  } finally {
    await handle.close()
  }
}

/** Whole or not at all: of two processes that start at once, one makes the file and the other reads it. */
async function create(file: string): Promise<Uint8Array | undefined> {
  const { randomBytes } = await import('node:crypto')
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const key = randomBytes(keyLength)
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  try {
    const handle = await open(draft, 'wx', 0o600)
    try {
      await handle.writeFile(key)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await link(draft, file)
    return new Uint8Array(key)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined
    throw error
  } finally {
    await unlink(draft).catch(() => {})
  }
}

function refuseMissing(file: string, cause?: unknown): never {
  throw keyMissing(`The key file "${file}" can neither be read nor made.`, {
    hint: 'Name a file in a folder that this process may write to.',
    cause,
  })
}
