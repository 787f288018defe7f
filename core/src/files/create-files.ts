import { argumentInvalid, fileUnknown } from '../errors/index.ts'
import { isOrganisation } from '../model/index.ts'
import { fileIdIn, fileReference, newFileId } from './file-reference.ts'
import type { FileKey, FileStore } from './file-store.ts'
import type { Files } from './files.ts'
import { sourcePieces } from './source-pieces.ts'

const defaultMaxBytes = 1024 ** 3

export interface FilesOptions {
  readonly store: FileStore
  /** @default 1 GiB */
  readonly maxBytes?: number | undefined
}

export function createFiles({ store, maxBytes = defaultMaxBytes }: FilesOptions): Files {
  return {
    async put(organisation, source, about = {}) {
      assertOrganisation(organisation)
      const id = newFileId()
      const said = source instanceof Blob && source.type !== '' ? source.type : undefined
      const mediaType = printable(about.mediaType ?? said ?? 'application/octet-stream')
      const kept = { name: nameOf(about.name), mediaType }
      await store.write({ organisation, id }, sourcePieces(source, maxBytes), kept)
      return fileReference(id)
    },
    async get(organisation, reference) {
      return (await store.about(keyOf(organisation, reference))) ?? unknown(reference)
    },
    async open(organisation, reference) {
      const pieces = (await store.read(keyOf(organisation, reference))) ?? unknown(reference)
      return ReadableStream.from(pieces)
    },
    async remove(organisation, reference) {
      await store.remove(keyOf(organisation, reference))
    },
  }
}

function keyOf(organisation: string, reference: string): FileKey {
  assertOrganisation(organisation)
  return { organisation, id: fileIdIn(String(reference)) ?? unknown(reference) }
}

function assertOrganisation(organisation: unknown): asserts organisation is string {
  if (isOrganisation(organisation)) return
  throw argumentInvalid('A file belongs to an organisation, and none was named.', {
    hint: "Name it first: files.put('pune', source).",
  })
}

/** A name, never a path: services use it as one. */
function nameOf(name: string | undefined): string {
  return (name ?? '').split(/[\\/]/).at(-1)?.trim() || 'file'
}

function printable(mediaType: string): string {
  if (/^[\x20-\x7e]+$/.test(mediaType)) return mediaType
  throw argumentInvalid(`A file can't be of media type ${JSON.stringify(mediaType)}.`, {
    hint: 'Give one such as application/pdf.',
  })
}

function unknown(reference: unknown): never {
  const shown = typeof reference === 'string' ? JSON.stringify(reference.slice(0, 60)) : `A ${typeof reference}`
  throw fileUnknown(`${shown} is no file of this organisation.`, {
    hint: 'Files are put with kernel.files.put(), belong to one organisation, and are kept for a time only: put it again.',
  })
}
