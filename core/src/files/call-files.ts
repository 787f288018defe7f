import { readDataUrl } from './data-url.ts'
import type { FileAbout } from './file-store.ts'
import type { FileSource, Files } from './files.ts'

/** The files of the organisation that a call is for. */
export interface CallFiles {
  /** Throws `file-too-large`. */
  put(source: FileSource, about: { readonly name?: string; readonly mediaType?: string }): Promise<string>
  /** What a reference or a `data:` URL stands for. Throws `file-unknown`, `input-invalid`. */
  content(text: string): Promise<FileContent>
}

export interface FileContent extends FileAbout {
  /** The bytes from the beginning, each time. */
  open(): AsyncIterable<Uint8Array>
}

export function callFiles(files: Files, organisation: string): CallFiles {
  return {
    put: (source, about) => files.put(organisation, source, about),
    async content(text) {
      if (text.startsWith('data:')) return contentOf(text)
      const about = await files.get(organisation, text)
      return { ...about, open: () => pieces(files.open(organisation, text)) }
    },
  }
}

function contentOf(text: string): FileContent {
  const { mediaType, bytes } = readDataUrl(text)
  return { name: 'file', mediaType, size: bytes.length, open: () => pieces(Promise.resolve([bytes])) }
}

async function* pieces(
  opening: Promise<AsyncIterable<Uint8Array> | Iterable<Uint8Array>>,
): AsyncGenerator<Uint8Array, void> {
  yield* await opening
}
