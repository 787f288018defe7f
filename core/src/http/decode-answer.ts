import { answerUnreadable, type JackfieldError } from '../errors/index.ts'
import { dict } from '../model/index.ts'
import { decodeBody } from './decode-body.ts'
import { type RawAnswer, tooLong } from './exchange.ts'
import { describeHop, type Hop } from './redirect.ts'

/** The answer with its body decoded, at once where there is nothing to decode. Throws `answer-unreadable`. */
export function decodeAnswer(raw: RawAnswer, hop: Hop, maxBytes: number): RawAnswer | Promise<RawAnswer> {
  const coding = raw.headers['content-encoding']
  return coding === undefined || raw.body.length === 0 ? raw : decoded(raw, coding, { hop, maxBytes })
}

async function decoded(
  raw: RawAnswer,
  coding: string,
  { hop, maxBytes }: { readonly hop: Hop; readonly maxBytes: number },
): Promise<RawAnswer> {
  try {
    const body = await decodeBody(raw.body, coding, maxBytes)
    return { status: raw.status, headers: withoutCoding(raw), body }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown content coding'
    throw code === 'ERR_BUFFER_TOO_LARGE' ? tooLong(hop, maxBytes) : undecodable(hop, code)
  }
}

function undecodable(hop: Hop, code: string): JackfieldError {
  return answerUnreadable(`${describeHop(hop)} was answered with a body that does not decode (${code}).`, {
    cause: new Error(code),
    doubt: true,
  })
}

function withoutCoding(raw: RawAnswer): RawAnswer['headers'] {
  const about = new Set(['content-encoding', 'content-length'])
  return dict(Object.entries(raw.headers).filter(([name]) => !about.has(name)))
}
