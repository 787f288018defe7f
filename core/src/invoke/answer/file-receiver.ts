import type { AnswerHead, Receive } from '../../http/index.ts'
import { essence, type HttpCall, mediaKind } from '../../model/index.ts'
import type { BoundCall } from '../bound-call.ts'

/** Takes the body of one answer as a file of the organisation that calls. */
export interface FileReceiver {
  readonly receive: Receive
  /** Undefined where the answer had no file in it. */
  reference(): string | undefined
}

export function createFileReceiver({ answer }: HttpCall, { files }: BoundCall): FileReceiver {
  let reference: string | undefined
  return {
    reference: () => reference,
    receive(head) {
      if (head.status === 204 || head.status === 205 || isOther(head, answer?.mediaType ?? '')) return undefined
      const mediaType = head.headers['content-type']
      const name = fileNameIn(head.headers['content-disposition'] ?? '')
      return async (body) => {
        reference = await files.put(body, { ...(name && { name }), ...(mediaType && { mediaType }) })
      }
    },
  }
}

/** Whether it is a page or JSON where something else was asked for: services say "no" that way, under status 200. */
function isOther({ headers }: AnswerHead, wanted: string): boolean {
  const got = essence(headers['content-type'] ?? '')
  const [type, subtype] = essence(wanted).split('/')
  const fits = subtype === '*' ? type === '*' || got.startsWith(`${type}/`) : got === essence(wanted)
  return !fits && (mediaKind(got) === 'json' || got === 'text/html')
}

/** The name that the service gives a file (RFC 6266), in UTF-8 where it has one (RFC 8187). */
function fileNameIn(disposition: string): string | undefined {
  const encoded = /;\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(disposition)?.[1]
  if (encoded !== undefined && !/%(?![0-9a-f]{2})/i.test(encoded)) return decoded(encoded)
  const [, quoted, bare] = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition) ?? []
  return quoted?.replaceAll(/\\(.)/g, '$1') ?? bare
}

function decoded(text: string): string {
  return Buffer.from(
    text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()
}
