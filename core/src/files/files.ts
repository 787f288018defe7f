import type { FileReference } from './file-reference.ts'
import type { FileAbout } from './file-store.ts'

/** What a file is made of. A stream is read to its end and never held in memory whole. */
export type FileSource = Uint8Array | Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>

/**
 * The files of a kernel, each of one organisation: to any other, and once its time is over, it is unknown. In inputs
 * and outputs a file is a string, its {@link FileReference}.
 */
export interface Files {
  /**
   * Keeps a file. `name` is what services are told, `file` by default; `mediaType` is `application/octet-stream` by
   * default, or what a Blob says. Throws `file-too-large`, `argument-invalid`, and what the source throws; nothing is
   * kept then.
   *
   * @example
   * ```ts
   * import { createReadStream } from 'node:fs'
   * import { createKernel, sqlite } from '@jackfield/core'
   *
   * await using kernel = await createKernel({ store: sqlite('state/jackfield.db') })
   * const scan = await kernel.files.put('pune', createReadStream('scan.pdf'), { name: 'scan.pdf', mediaType: 'application/pdf' })
   * ```
   */
  put(
    organisation: string,
    source: FileSource,
    about?: { readonly name?: string; readonly mediaType?: string },
  ): Promise<FileReference>
  /** Throws `file-unknown`. */
  get(organisation: string, reference: string): Promise<FileAbout>
  /** The bytes, as they are asked for. Throws `file-unknown`. */
  open(organisation: string, reference: string): Promise<ReadableStream<Uint8Array>>
  /** Removes a file; nothing happens where it is gone already. Throws `file-unknown` for what is no reference. */
  remove(organisation: string, reference: string): Promise<void>
}
