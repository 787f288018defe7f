import { type Body, dict, type Encoding, isJsonObject, mediaKind } from '@jackfield/core'
import { type Located, membersOf, textIn } from '../refs/index.ts'
import { propertiesOf, shapeOf } from './file-schema.ts'
import { readStyle } from './read-style.ts'
import type { Reading } from './reading.ts'

/** How single properties of a form are written (OpenAPI 3.1, Encoding Object); what no property has is left out. */
export function readEncoding(
  written: Located | undefined,
  { mediaType, schema }: { readonly mediaType: string; readonly schema: Located },
  reading: Reading,
): Pick<Body, 'encoding'> {
  const kind = mediaKind(mediaType)
  if (written === undefined || (kind !== 'form' && kind !== 'multipart')) return {}
  const properties = propertiesOf(schema, reading)
  const encoding = dict<Encoding>()
  for (const [name, { value }] of membersOf(written)) {
    const property = properties.get(name)
    if (!isJsonObject(value) || (property === undefined && properties.size > 0)) continue
    const [type] = (textIn(value, 'contentType') ?? '').split(',').map((each) => each.trim())
    const usable = type !== undefined && /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+( *;[ -~]*)?$/.test(type) && !type.includes('*')
    const shape = property === undefined ? { types: [] } : shapeOf(property, reading)
    const hasStyle = ['style', 'explode', 'allowReserved'].some((key) => value[key] !== undefined)
    const style = kind === 'form' && hasStyle ? styleOf(value, shape) : {}
    const said: Encoding = { ...(usable && { mediaType: type }), ...style }
    if (Object.keys(said).length > 0) encoding[name] = said
  }
  return Object.keys(encoding).length === 0 ? {} : { encoding }
}

function styleOf(value: Parameters<typeof readStyle>[0], shape: ReturnType<typeof shapeOf>): Encoding {
  const read = readStyle(value, { place: 'query', shape })
  if (typeof read === 'string') return {}
  const { style = 'form', explode, allowReserved } = read
  return { style, ...(explode !== undefined && { explode }), ...(allowReserved !== undefined && { allowReserved }) }
}
