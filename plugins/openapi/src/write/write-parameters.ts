import {
  dict,
  isJsonObject,
  type Json,
  type JsonObject,
  type Operation,
  type Parameter,
  type Schema,
  type Template,
} from '@jackfield/core'
import { filled } from './filled.ts'
import { writeSchema } from './write-schema.ts'

/** The styles of each place (OpenAPI 3.1, Style Values). */
const styles: Readonly<Record<Parameter['in'], readonly string[]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
}

type Input = Operation['input']

/** Parameter Objects, as far as OpenAPI has words for them: each once, without headers that it keeps to itself. */
export function writeParameters(parameters: readonly Parameter[], input: Input, path: string): readonly JsonObject[] {
  const found = new Map<string, JsonObject>()
  for (const parameter of parameters) {
    const isKept = parameter.in === 'header' && /^(accept|content-type|authorization)$/i.test(parameter.name)
    const place = placeOf(parameter, path)
    const key = `${place} ${parameter.name}`
    if (!isKept && !found.has(key)) found.set(key, writeParameter(parameter, place, input))
  }
  return [...found.values()]
}

/** What stands only in the query of a path template is of the query. */
function placeOf({ name, in: place }: Parameter, path: string): Parameter['in'] {
  const [before = ''] = path.split('?', 1)
  return place === 'path' && !before.includes(`{${name}}`) ? 'query' : place
}

function writeParameter(parameter: Parameter, place: Parameter['in'], input: Input): JsonObject {
  const { name, value, style, explode, allowReserved, mediaType } = parameter
  const { description, deprecated, ...schema } = objectOf(writeSchema(schemaOf(value, input)))
  const isSaid = style !== undefined && styles[place].includes(style)
  const about = filled({
    name,
    in: place,
    description: typeof description === 'string' ? description : undefined,
    required: place === 'path' || isRequired(value, input) ? true : undefined,
    deprecated: deprecated === true ? true : undefined,
  })
  if (mediaType !== undefined) return { ...about, content: { [mediaType]: { schema } } }
  return {
    ...about,
    ...filled({
      style: isSaid ? style : undefined,
      explode: style === undefined || isSaid ? explode : undefined,
      allowReserved: place === 'query' ? allowReserved : undefined,
    }),
    schema,
  }
}

function objectOf(schema: Schema): JsonObject {
  return isJsonObject(schema) ? schema : dict<Json>()
}

/** What a template may be. */
export function schemaOf(template: Template, input: Input): Schema {
  if (template.kind === 'literal') return { const: template.value }
  if (template.kind === 'text') return { type: 'string' }
  if (template.kind === 'array') return { type: 'array', items: true }
  if (template.kind === 'object') return objectSchema(template.properties, input)
  const { root, path } = template.from
  return root === 'input' && path.length === 1 ? (propertyOf(input, path[0] ?? '') ?? true) : true
}

function objectSchema(properties: Readonly<Record<string, Template>>, input: Input): Schema {
  const required = Object.entries(properties).filter(([, inner]) => isRequired(inner, input))
  return filled({
    type: 'object',
    properties: dict(Object.entries(properties).map(([name, inner]) => [name, schemaOf(inner, input)] as const)),
    required: required.length === 0 ? undefined : required.map(([name]) => name),
  })
}

function propertyOf({ properties }: Input, name: string): Schema | undefined {
  if (!isJsonObject(properties) || !Object.hasOwn(properties, name)) return undefined
  const schema = properties[name]
  return isJsonObject(schema) || typeof schema === 'boolean' ? schema : undefined
}

/** Whether it is always there. */
export function isRequired(template: Template, { required }: Input): boolean {
  if (template.kind !== 'value') return true
  const [first] = template.from.path
  return template.from.root === 'input' && Array.isArray(required) && required.includes(first ?? '')
}
