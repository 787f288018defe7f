import { argumentInvalid } from '../../errors/index.ts'
import { dict, isJsonObject, type Json, type PageSize, type Paging } from '../../model/index.ts'
import type { BuiltRequest } from '../build-request.ts'
import { encodeQuery } from '../encode.ts'
import { addPairs } from '../place-parameters.ts'

/** The request with one parameter set, in the query or in its JSON body; it replaces one of that name. */
export function withParameter(
  built: BuiltRequest,
  { in: place = 'query' }: Paging,
  [name, value]: Named,
): BuiltRequest {
  if (place === 'body') return { ...built, body: JSON.stringify(dict([...propertiesOf(built), [name, value]])) }
  const others = built.query.filter((pair) => !pair.startsWith(`${encodeQuery(name)}=`))
  addPairs(others, name, value)
  return { ...built, query: others }
}

type Named = readonly [name: string, value: Json]

export function withSize(built: BuiltRequest, paging: Paging, size: PageSize | undefined): BuiltRequest {
  return size === undefined ? built : withParameter(built, paging, [size.name, size.value])
}

/** What {@link withParameter} set there, as a number; 0 where nothing was. */
export function numberOf(built: BuiltRequest, { in: place = 'query' }: Paging, name: string): number {
  if (place === 'body') return Number(propertiesOf(built).find(([each]) => each === name)?.[1] ?? 0)
  const start = `${encodeQuery(name)}=`
  return Number(built.query.find((pair) => pair.startsWith(start))?.slice(start.length) ?? 0)
}

function propertiesOf({ body }: BuiltRequest): readonly (readonly [string, Json])[] {
  const value = body === undefined ? {} : typeof body === 'string' ? parsed(body) : undefined
  if (isJsonObject(value)) return Object.entries(value)
  throw argumentInvalid('Pages can be asked for only in a body that is a JSON object.', {
    hint: 'Write a mapping as the "body" of the operation, or leave "in: body" out of its "pages".',
  })
}

/** `undefined` for a form or other text. */
function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
