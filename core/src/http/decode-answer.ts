import { tooLong, undecodable } from './body-error.ts'
import { decodeBody } from './decode-body.ts'
import type { RawAnswer } from './exchange.ts'
import type { Hop } from './redirect.ts'
import { withoutCoding } from './without-coding.ts'

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
    return { status: raw.status, headers: withoutCoding(raw.headers), body }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown content coding'
    throw code === 'ERR_BUFFER_TOO_LARGE' ? tooLong(hop, maxBytes) : undecodable(hop, code)
  }
}
