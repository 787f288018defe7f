import { type AnswerHead, createDownload, type Download } from '../../http/index.ts'
import { essence, type HttpCall, mediaKind } from '../../model/index.ts'
import type { BoundCall } from '../bound-call.ts'

/** Takes the body of one answer as a file of the organisation that calls; none where something else was answered. */
export function createFileReceiver({ answer }: HttpCall, { files }: BoundCall): Download {
  const { receive, reference } = createDownload(files)
  const wanted = answer?.mediaType ?? '*/*'
  return { reference, receive: (head) => (isOther(head, wanted) ? undefined : receive(head)) }
}

/** Whether it is a page or JSON where something else was asked for: services say "no" that way, under status 200. */
function isOther({ headers }: AnswerHead, wanted: string): boolean {
  const got = essence(headers['content-type'] ?? '')
  const [type, subtype] = essence(wanted).split('/')
  const fits = subtype === '*' ? type === '*' || got.startsWith(`${type}/`) : got === essence(wanted)
  return !fits && (mediaKind(got) === 'json' || got === 'text/html')
}
