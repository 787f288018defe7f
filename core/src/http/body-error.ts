import { answerUnreadable, type JackfieldError } from '../errors/index.ts'
import { describeHop, type Hop } from './redirect.ts'

export function tooLong(hop: Hop, maxBytes: number): JackfieldError {
  return answerUnreadable(`${describeHop(hop)} was answered with more than ${maxBytes} bytes.`, {
    hint: 'Ask for less at a time, for instance with smaller pages, or take it as a file.',
    doubt: true,
  })
}

/** `code`: what zlib says, or why there is no decoder. */
export function undecodable(hop: Hop, code: string): JackfieldError {
  return answerUnreadable(`${describeHop(hop)} was answered with a body that does not decode (${code}).`, {
    cause: new Error(code),
    doubt: true,
  })
}
