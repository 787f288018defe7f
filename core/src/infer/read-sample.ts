import { argumentInvalid } from '../errors/index.ts'
import { findJsonMistake } from '../load/index.ts'
import { type Json, parseJson } from '../model/index.ts'

const mostBytes = 20 * 1024 * 1024

/**
 * The value of a sample as it was pasted. `name`: how messages name it. Throws `argument-invalid`; quotes nothing of
 * it.
 */
export function readSample(text: string, name: string): Json {
  const plain = text.replace(/^\uFEFF/, '').trim()
  if (plain === '') throw argumentInvalid(`${name} is empty.`, { hint: 'Give the JSON that the service answers.' })
  if (plain.length > mostBytes)
    throw argumentInvalid(`${name} is larger than 20 MiB.`, { hint: 'A few elements of each list are enough.' })
  try {
    return parseJson(plain)
  } catch {
    throw unreadable(plain, name)
  }
}

/** Why it is no JSON; the parser's own error would quote it, and it may hold what nobody should see. */
function unreadable(text: string, name: string): Error {
  if (text.startsWith('<'))
    return argumentInvalid(`${name} is HTML or XML, not JSON.`, {
      hint: 'Ask the service for JSON; a page to sign in means that credentials are missing.',
    })
  if (/^HTTP\/\d/.test(text))
    return argumentInvalid(`${name} begins with headers.`, {
      hint: 'Leave them out: only the body is JSON (curl without -i).',
    })
  const { message, line, column, hint } = findJsonMistake(text, name)
  return argumentInvalid(`${name}, line ${line}, column ${column}: ${message}`, { hint: hint ?? 'Correct it there.' })
}
