import { argumentInvalid } from '../errors/index.ts'
import { type Cursor, dict, type Json } from '../model/index.ts'
import type { BuiltRequest } from './build-request.ts'
import { encodeQuery, parameterText } from './encode.ts'
import { addPairs } from './place-parameters.ts'

/** The request with where the poll stands; as it is before the first item was seen. Throws `argument-invalid`. */
export function sendCursor(built: BuiltRequest, cursor: Cursor | undefined, stands: Json): BuiltRequest {
  if (cursor === undefined || stands === null) return built
  const value = lessOverlap(cursor, stands)
  const { name } = cursor.send
  if (cursor.send.in === 'header')
    return { ...built, headers: dict([...Object.entries(built.headers), [name.toLowerCase(), parameterText(value)]]) }
  const others = built.query.filter((pair) => !pair.startsWith(`${encodeQuery(name)}=`))
  addPairs(others, name, value)
  return { ...built, query: others }
}

/**
 * A date-time is printed in UTC with milliseconds (RFC 3339); an integer loses the overlap as a plain number, also when
 * it is text with more digits than a number holds.
 */
function lessOverlap({ type, overlap }: Cursor, stands: Json): Json {
  if (type === 'string') return stands
  if (type === 'integer' && typeof stands === 'string' && /^-?\d+$/.test(stands))
    return String(BigInt(stands) - BigInt(overlap))
  const at = type === 'date-time' && typeof stands === 'string' ? Date.parse(stands) : Number(stands)
  if (Number.isNaN(at)) throw argumentInvalid(`A cursor of type ${type} can't be ${JSON.stringify(stands)}.`)
  return type === 'date-time' ? new Date(at - overlap).toISOString() : at - overlap
}
