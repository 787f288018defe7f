import { answerUnreadable, type JackfieldError } from '../errors/index.ts'
import { dict } from '../model/index.ts'
import { decodeBody } from './decode-body.ts'
import { type RawAnswer, tooLong } from './exchange.ts'

/** The answer with its body decoded, at once where there is nothing to decode. Throws `answer-unreadable`. */
export function decodeAnswer(raw: RawAnswer, what: string, maxBytes: number): RawAnswer | Promise<RawAnswer> {
  const coding = raw.headers['content-encoding']
  return coding === undefined || raw.body.length === 0 ? raw : decoded(raw, coding, { what, maxBytes })
}

async function decoded(
  raw: RawAnswer,
  coding: string,
  { what, maxBytes }: { readonly what: string; readonly maxBytes: number },
): Promise<RawAnswer> {
  try {
    const body = await decodeBody(raw.body, coding, maxBytes)
    return { status: raw.status, headers: withoutCoding(raw), body }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown content coding'
    throw code === 'ERR_BUFFER_TOO_LARGE' ? tooLong(what, maxBytes) : undecodable(what, code)
  }
}

function undecodable(what: string, code: string): JackfieldError {
  return answerUnreadable(`${what} was answered with a body that does not decode (${code}).`, {
    cause: new Error(code),
    doubt: true,
  })
}

function withoutCoding(raw: RawAnswer): RawAnswer['headers'] {
  const about = new Set(['content-encoding', 'content-length'])
  return dict(Object.entries(raw.headers).filter(([name]) => !about.has(name)))
}
