import { argumentInvalid } from '../errors/index.ts'
import type { CallFiles } from '../files/index.ts'
import { fileNameIn } from './file-name-in.ts'
import type { Receive } from './transport.ts'

/** Keeps the body of an answer as a file. */
export interface Download {
  readonly receive: Receive
  /** Undefined where the answer had no body. */
  reference(): string | undefined
}

export function createDownload(files: CallFiles | undefined): Download {
  if (files === undefined) throw argumentInvalid('A request was not sent: there is nowhere to keep files.')
  let reference: string | undefined
  return {
    reference: () => reference,
    receive({ status, headers }) {
      if (status === 204 || status === 205) return undefined
      const name = fileNameIn(headers['content-disposition'])
      const mediaType = headers['content-type']
      return async (body) => {
        reference = await files.put(body, { ...(name && { name }), ...(mediaType && { mediaType }) })
      }
    },
  }
}
