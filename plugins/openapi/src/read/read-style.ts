import { type JsonObject, mediaKind, type Style } from '@jackfield/core'
import type { Feature } from '../features.ts'
import { own, textIn } from '../refs/index.ts'
import type { Shape } from './file-schema.ts'
import type { ParameterPlace, ParameterRead } from './parameter-read.ts'

/** The styles of each place (OpenAPI 3.1, Style Values); the first is the default. */
const styles: Readonly<Record<ParameterPlace, readonly Style[]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
  formData: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
}

export interface Styled {
  readonly place: ParameterPlace
  readonly shape: Shape
  /** Of the one entry of `content`, instead of a style. */
  readonly mediaType?: string | undefined
}

/** How a parameter is written. A style that its place or its value does not have is the default one. */
export function readStyle(value: JsonObject, { place, shape, mediaType }: Styled): ParameterRead['request'] | Feature {
  if (mediaType !== undefined) return { mediaType: mediaKind(mediaType) === 'binary' ? 'text/plain' : mediaType }
  const allowReserved = own(value, 'allowReserved') === true && place === 'query'
  const said = textIn(value, 'style') as Style | undefined
  const explode = own(value, 'explode')
  const { style, ...rest } = normalStyle(
    { said, explode: typeof explode === 'boolean' ? explode : undefined },
    place,
    shape,
  )
  return {
    ...(style !== undefined && style !== styles[place][0] && { style }),
    ...rest,
    ...(allowReserved && { allowReserved: true }),
  }
}

interface Said {
  readonly said: Style | undefined
  readonly explode: boolean | undefined
}

function normalStyle({ said, explode }: Said, place: ParameterPlace, { types }: Shape) {
  const [usual = 'form'] = styles[place]
  const style = said !== undefined && styles[place].includes(said) && suits(said, types) ? said : usual
  if (style === 'deepObject') return { style }
  const isDelimited = style === 'spaceDelimited' || style === 'pipeDelimited'
  if (isDelimited) return explode === true ? { style: usual } : { style }
  const isUsual = explode === undefined || explode === (style === 'form')
  return isUsual ? { style } : { style, explode }
}

function suits(style: Style, types: readonly string[]): boolean {
  if (types.length === 0) return true
  if (style === 'deepObject') return types.includes('object')
  const isDelimited = style === 'spaceDelimited' || style === 'pipeDelimited'
  return !isDelimited || types.includes('array') || types.includes('object')
}
