import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../model/index.ts'
import type { FileAbout, FileKey, FileStore } from './file-store.ts'
import { sweepFolder } from './sweep-folder.ts'

const hour = 3_600_000

export interface FolderOptions {
  readonly folder: string
  /** Milliseconds. */
  readonly keep: number
  readonly clock: Clock
}

/** What is kept beside a file's bytes; it is written last, and a file without it is none. */
interface Kept extends FileAbout {
  /** Milliseconds since 1970. */
  readonly until: number
}

export async function openFileFolder({ folder, keep, clock }: FolderOptions): Promise<FileStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  let sweeping: Promise<void> = sweepFolder(folder, clock.now())
  const timer = setInterval(() => {
    sweeping = sweepFolder(folder, clock.now())
  }, hour)
  timer.unref()

  async function kept(key: FileKey): Promise<Kept | undefined> {
    const text = await readFile(`${placeOf(folder, key)}.json`, 'utf8').catch(absent)
    const found = text === undefined ? undefined : (JSON.parse(text) as Kept)
    return found !== undefined && found.until > clock.now() ? found : undefined
  }

  return {
    async write(key, pieces, about) {
      const place = placeOf(folder, key)
      await mkdir(join(place, '..'), { recursive: true, mode: 0o700 })
      try {
        const size = await writePieces(`${place}.part`, pieces)
        await rename(`${place}.part`, place)
        const said: Kept = { ...about, size, until: clock.now() + keep }
        await writePieces(`${place}.json.part`, [Buffer.from(JSON.stringify(said))])
        await rename(`${place}.json.part`, `${place}.json`)
      } catch (error) {
        for (const end of ['.part', '', '.json.part']) await rm(place + end, { force: true })
        throw error
      }
    },
    async about(key) {
      const found = await kept(key)
      return found && { name: found.name, mediaType: found.mediaType, size: found.size }
    },
    async read(key) {
      return (await kept(key)) === undefined ? undefined : createReadStream(placeOf(folder, key))
    },
    async remove(key) {
      const place = placeOf(folder, key)
      for (const end of ['.json', '']) await rm(place + end, { force: true })
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await sweeping
    },
  }
}

/** Any name of an organisation is a folder's name that way, and none leads out of it. */
function placeOf(folder: string, { organisation, id }: FileKey): string {
  return join(folder, createHash('sha256').update(organisation).digest('hex').slice(0, 32), id)
}

async function writePieces(path: string, pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<number> {
  let size = 0
  const handle = await open(path, 'wx', 0o600)
  try {
    for await (const piece of pieces) {
      await handle.writeFile(piece)
      size += piece.length
    }
    await handle.sync()
    return size
  } finally {
    await handle.close()
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
  return undefined
}
