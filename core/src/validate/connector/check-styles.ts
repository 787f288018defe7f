import { type Connector, type Encoding, type Parameter, pointer, type Style } from '../../model/index.ts'
import { typesIn } from '../schema/types-in.ts'
import type { Mistake } from '../structure/mistake.ts'
import { schemaOfTemplate } from '../template/schema-of-template.ts'
import { availableIn, capitalised, type PlacedOperation } from './check.ts'
import { callsOf, type PlacedCall } from './check-paths.ts'

/** In a path or a header only Swagger 2.0 has them, as `collectionFormat`. */
const delimited: readonly Style[] = ['spaceDelimited', 'pipeDelimited', 'tabDelimited']

/** The styles of each place (OpenAPI 3.1, Style Values). */
const styles: { readonly [Place in Parameter['in']]: readonly Style[] } = {
  path: ['simple', 'label', 'matrix', ...delimited],
  query: ['form', ...delimited, 'deepObject'],
  header: ['simple', ...delimited],
  cookie: ['form'],
}

/** Parameters and forms are written in ways that their places have. */
export function* checkStyles(connector: Connector): Iterable<Mistake> {
  for (const placed of availableIn(connector))
    for (const call of callsOf(placed)) {
      yield* checkParameters(call, placed, connector)
      yield* checkEncodings(call, placed.name)
    }
}

function* checkParameters(
  { http, at }: PlacedCall,
  { operation, name }: PlacedOperation,
  { schemas }: Connector,
): Iterable<Mistake> {
  for (const [index, parameter] of http.parameters.entries()) {
    const what = `the parameter "${parameter.name}" of ${name}`
    const schema = schemaOfTemplate(parameter.value, { input: operation.input, schemas })
    const types = typesIn([schema], schemas)
    const wrong = wrongStyle(parameter, parameter.in) ?? wrongValue(parameter, types) ?? wrongContent(parameter)
    if (wrong !== undefined)
      yield {
        code: 'style-refused',
        message: `${capitalised(what)} ${wrong.why}.`,
        pointer: `${at}${pointer('parameters', index)}`,
        hint: wrong.hint,
      }
  }
}

interface Wrong {
  readonly why: string
  readonly hint: string
}

/** `place`: where it is written; a form is written as a query is. */
function wrongStyle({ style, explode, allowReserved }: Encoding, place: Parameter['in'] | 'form'): Wrong | undefined {
  const known = styles[place === 'form' ? 'query' : place]
  if (style !== undefined && !known.includes(style))
    return { why: `has the style ${style}, which a ${place} does not have`, hint: `use ${known.join(', ')}.` }
  if (explode === true && isDelimited(style))
    return { why: `has the style ${style} with explode, which is form`, hint: 'leave out "style", or "explode".' }
  if (explode === false && style === 'deepObject')
    return { why: 'has the style deepObject without explode, which there is not', hint: 'leave out "explode".' }
  if (allowReserved === true && place !== 'query' && place !== 'form')
    return {
      why: `allows reserved characters in a ${place}`,
      hint: 'leave out "allowReserved": it is for queries and forms.',
    }
  return undefined
}

function isDelimited(style: Style | undefined): boolean {
  return style !== undefined && delimited.includes(style)
}

function wrongValue({ style }: Encoding, types: readonly string[] | undefined): Wrong | undefined {
  if (style === undefined || types === undefined) return undefined
  if (style === 'deepObject' && !types.includes('object'))
    return { why: 'has the style deepObject, but is no object', hint: 'leave out "style".' }
  if (isDelimited(style) && !types.includes('array') && !types.includes('object'))
    return { why: `has the style ${style}, but is neither an array nor an object`, hint: 'leave out "style".' }
  return undefined
}

function wrongContent({ mediaType, style, explode, allowReserved }: Parameter): Wrong | undefined {
  if (mediaType === undefined || (style ?? explode ?? allowReserved) === undefined) return undefined
  return { why: 'has a content type and a style', hint: 'leave one of them out.' }
}

function* checkEncodings({ http, at }: PlacedCall, name: string): Iterable<Mistake> {
  const { encoding = {} } = http.body ?? {}
  for (const [property, said] of Object.entries(encoding)) {
    const wrong = wrongStyle(said, 'form')
    if (wrong !== undefined)
      yield {
        code: 'style-refused',
        message: `The property "${property}" of the body of ${name} ${wrong.why}.`,
        pointer: `${at}${pointer('body', 'encoding', property)}`,
        hint: wrong.hint,
      }
  }
}
