import { type Answer, type Body, dict, isJsonObject, pointer } from '../../model/index.ts'
import type { CallPlace } from './call-place.ts'
import { type Drafting, objectIn, present, textIn } from './drafting.ts'
import { readStyle } from './read-placement.ts'

/** What a body is sent as: `contentType` of the request, else of the defaults, else JSON. */
export function readContentType(place: CallPlace, drafting: Drafting): string {
  return readText('contentType', 'body/mediaType', place, drafting) ?? 'application/json'
}

/** `accept` of the request, else of the defaults. */
export function readAnswer(place: CallPlace, drafting: Drafting): Answer | undefined {
  const mediaType = readText('accept', 'answer', place, drafting)
  return mediaType === undefined ? undefined : { mediaType }
}

function readText(
  key: 'contentType' | 'accept',
  part: string,
  { model, source, written }: CallPlace,
  { manifest, origins }: Drafting,
): string | undefined {
  const own = textIn(written, key)
  const inherited = textIn(objectIn(manifest, 'defaults'), key)
  origins.add(
    `${model}/http/${part}`,
    (own === undefined && inherited !== undefined ? '/defaults' : source) + pointer(key),
  )
  return own ?? inherited
}

/** `encoding: { meta: { contentType?, style?, explode?, allowReserved? } }`. */
export function readEncoding({ model, source, written }: CallPlace, { origins }: Drafting): Body['encoding'] {
  if (!isJsonObject(written.encoding)) return undefined
  origins.add(`${model}/http/body/encoding`, `${source}/encoding`)
  return dict(
    Object.entries(written.encoding).map(([name, said]) => {
      const own = isJsonObject(said) ? said : dict<never>()
      return [name, { ...present('mediaType', textIn(own, 'contentType')), ...readStyle(own) }]
    }),
  )
}
