import type { Clock } from '../model/index.ts'

/** Where a kernel keeps files: `fileFolder('state/files')`, or what a host brings for an object store. */
export interface FileStoreProvider {
  /** For errors and logs. */
  readonly name: string
  /** Bytes of one file. @default 1 GiB */
  readonly maxBytes?: number
  /** Called once; `clock` says when a file's time is over. */
  open(given: { readonly clock: Clock }): Promise<FileStore> | FileStore
}

/** Files by organisation and id. A file whose time is over is as if it had never been. */
export interface FileStore extends AsyncDisposable {
  /** Keeps what `pieces` gives, whole or not at all: also where `pieces` throws, or the process dies. */
  write(key: FileKey, pieces: AsyncIterable<Uint8Array>, about: Pick<FileAbout, 'name' | 'mediaType'>): Promise<void>
  /** Undefined where there is no such file. */
  about(key: FileKey): Promise<FileAbout | undefined>
  /** The bytes, a piece at a time; undefined where there is no such file. */
  read(key: FileKey): Promise<AsyncIterable<Uint8Array> | undefined>
  /** Nothing happens where there is no such file. */
  remove(key: FileKey): Promise<void>
}

export interface FileKey {
  readonly organisation: string
  /** 32 hexadecimal digits. */
  readonly id: string
}

export interface FileAbout {
  readonly name: string
  readonly mediaType: string
  /** Bytes. */
  readonly size: number
}
