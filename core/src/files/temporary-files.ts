import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FileStore, FileStoreProvider } from './file-store.ts'

const keep = 7 * 86_400_000

/**
 * Keeps files in a folder of the system's temporary one, made with the first file and removed when the kernel closes.
 */
export function temporaryFiles(): FileStoreProvider {
  return {
    name: 'temporaryFiles',
    open({ clock }) {
      let opening: Promise<FileStore & { readonly folder: string }> | undefined
      const opened = (): Promise<FileStore> => {
        opening ??= openTemporary()
        return opening
      }
      async function openTemporary(): Promise<FileStore & { readonly folder: string }> {
        const { openFileFolder } = await import('./open-file-folder.ts')
        const folder = await mkdtemp(join(tmpdir(), 'jackfield-files-'))
        return { folder, ...(await openFileFolder({ folder, keep, clock })) }
      }
      return {
        write: async (key, pieces, about) => (await opened()).write(key, pieces, about),
        about: async (key) => (await opening)?.about(key),
        read: async (key) => (await opening)?.read(key),
        remove: async (key) => (await opening)?.remove(key),
        async [Symbol.asyncDispose]() {
          const store = await opening
          await store?.[Symbol.asyncDispose]()
          if (store !== undefined) await rm(store.folder, { recursive: true, force: true })
        },
      }
    },
  }
}
