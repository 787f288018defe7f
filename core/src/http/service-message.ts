import { type Json, type Pointer, valueAt } from '../model/index.ts'
import { readJson } from './read-json.ts'
import type { TransportResponse } from './transport.ts'

const longestBody = 64 * 1024
const longestMessage = 200

/** Where services put their words: RFC 9457, RFC 6749 section 5.2, and common custom. */
const usualPlaces: readonly Pointer[] = [
  '/message',
  '/error/message',
  '/error_description',
  '/detail',
  '/title',
  '/errors/0/message',
  '/errors/0/detail',
  '/error',
  '/errors/0',
  '/msg',
  '/Message',
]

/** The service's own short words in a JSON answer, on one line, with nothing in them that signed the request. */
export function serviceMessage(answer: TransportResponse, place?: Pointer): string | undefined {
  const body = bodyOf(answer)
  for (const at of place === undefined ? usualPlaces : [place, ...usualPlaces]) {
    const words = valueAt(body, at)
    if (typeof words === 'string' && words.trim() !== '') return shorten(answer.redact(words))
  }
  return undefined
}

function bodyOf(answer: TransportResponse): Json | undefined {
  if (answer.body.length > longestBody) return undefined
  try {
    return readJson(answer.body)
  } catch {
    return undefined
  }
}

function shorten(words: string): string {
  const line = words.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()
  return line.length <= longestMessage ? line : `${line.slice(0, longestMessage - 1)}…`
}
