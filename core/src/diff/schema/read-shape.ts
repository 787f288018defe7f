import type { Json, JsonObject, Schema } from '../../model/index.ts'
import { readDirection } from './direction.ts'
import { discriminatorsOf, discriminatorsOfWritten, joinDiscriminators } from './discriminators.ts'
import { isDocumentation } from './documentation.ts'
import { isSchema, refusesAll } from './is-schema.ts'
import { keepAdmitted } from './keep-admitted.ts'
import { isBound, readBounds } from './read-bounds.ts'
import { type AdmittedValues, readTypes } from './read-types.ts'
import { readUnion } from './read-union.ts'
import type { Plain, SchemaNode, Shape, Shapes } from './shape.ts'
import { shutOutBy } from './shut-out.ts'
import { typesNamed } from './value-types.ts'

/**
 * What a node says: its sources joined, every spelling of the same made one, and alternatives laid out unless there is
 * no end to them.
 */
export function readShape(node: SchemaNode, shapes: Shapes, laysOut: boolean): Shape {
  return (laysOut ? readUnion(node, shapes) : undefined) ?? readPlain(node, shapes)
}

function readPlain(node: SchemaNode, shapes: Shapes): Plain {
  const { sources } = node
  const admitted = withoutFractions(readTypes(sources), sources)
  const bounds = readBounds(sources, isWhole(admitted))
  return {
    kind: 'plain',
    ...keepAdmitted(admitted, { bounds, pattern: texts(sources, 'pattern'), format: readFormats(sources) }),
    uniqueItems: sources.some((source) => source.uniqueItems === true),
    properties: readProperties(sources, shapes),
    required: new Set(sources.flatMap((source) => (Array.isArray(source.required) ? source.required.map(String) : []))),
    additional: readAdditional(sources, shapes),
    items: shapes.node(...subschemas(sources, 'items')),
    direction: readDirection(sources),
    default: sources.find((source) => source.default !== undefined)?.default,
    rest: readRest(sources),
    exclusive: [],
    discriminators: joinDiscriminators([discriminatorsOfWritten(node, shapes), discriminatorsOf(node, shapes)]),
  }
}

/**
 * That a text is a `password` only says how to show it (OpenAPI 3.0, Data Types). What was the format `byte` there is
 * the encoding `base64` from 3.1 on.
 */
function readFormats(sources: readonly JsonObject[]): readonly string[] {
  const named = texts(sources, 'format').filter((format) => format !== 'password')
  const encoded = sources.some(({ contentEncoding }) => isBase64(contentEncoding ?? null))
  return encoded && !named.includes('byte') ? [...named, 'byte'].sort() : named
}

function isBase64(encoding: Json): boolean {
  return encoding === 'base64'
}

function isWhole({ types }: AdmittedValues): boolean {
  return types.has('integer') && !types.has('fraction')
}

/** A number that is a multiple of an integer is one. */
function withoutFractions(admitted: AdmittedValues, sources: readonly JsonObject[]): AdmittedValues {
  const { types, values } = admitted
  if (values !== null || !types.has('fraction') || !Number.isInteger(readBounds(sources, false).multipleOf))
    return admitted
  return { ...admitted, types: new Set([...types].filter((type) => type !== 'fraction')) }
}

function texts(sources: readonly JsonObject[], keyword: string): readonly string[] {
  const found = sources.map((source) => source[keyword]).filter((text) => typeof text === 'string')
  return [...new Set(found)].sort()
}

function readProperties(sources: readonly JsonObject[], shapes: Shapes): ReadonlyMap<string, SchemaNode> {
  const declared = new Map<string, Schema[]>()
  for (const source of sources)
    for (const [name, schema] of Object.entries((source.properties as JsonObject | undefined) ?? {}))
      if (isSchema(schema)) declared.set(name, [...(declared.get(name) ?? []), schema])
  return new Map([...declared].map(([name, schemas]) => [name, shapes.node(...schemas, ...shutOutBy(name, sources))]))
}

/** One source that closes the object closes it, for names that no source lists. */
function readAdditional(sources: readonly JsonObject[], shapes: Shapes): SchemaNode | null {
  const declared = [...subschemas(sources, 'additionalProperties'), ...subschemas(sources, 'unevaluatedProperties')]
  return declared.some(refusesAll) ? null : shapes.node(...declared)
}

function subschemas(sources: readonly JsonObject[], keyword: string): readonly Schema[] {
  return sources.map((source) => source[keyword]).filter(isSchema)
}

const understood: Readonly<Record<string, (value: Json) => boolean>> = {
  additionalProperties: isSchema,
  allOf: Array.isArray,
  const: () => true,
  contentEncoding: isBase64,
  default: () => true,
  enum: Array.isArray,
  format: isText,
  items: isSchema,
  pattern: isText,
  properties: isSchema,
  readOnly: isFlag,
  required: Array.isArray,
  type: (type) => (Array.isArray(type) ? type : [type]).every((name) => typesNamed(String(name)) !== undefined),
  unevaluatedProperties: isSchema,
  uniqueItems: isFlag,
  writeOnly: isFlag,
}

function isFlag(value: Json): boolean {
  return typeof value === 'boolean'
}

function isText(value: Json): boolean {
  return typeof value === 'string'
}

/** Keywords that say something only together. */
const groups: readonly (readonly string[])[] = [
  ['if', 'then', 'else'],
  ['contains', 'minContains', 'maxContains'],
]

/** Where several sources have keywords of a group, each says what it says beside the others of its own source. */
function readRest(sources: readonly JsonObject[]): ReadonlyMap<string, readonly Json[]> {
  const rest = new Map<string, Json[]>()
  const crowded = groups.filter(
    (group) => sources.filter((source) => group.some((keyword) => source[keyword] !== undefined)).length > 1,
  )
  const beside = (source: JsonObject, keyword: string, value: Json): Json => {
    const group = crowded.find((one) => one.includes(keyword))
    return group === undefined ? value : [value, ...group.map((one) => source[one] ?? null)]
  }
  for (const source of sources)
    for (const [keyword, value] of Object.entries(source)) {
      if (isDocumentation(keyword) || isBound(keyword, value)) continue
      if (Object.hasOwn(understood, keyword) && understood[keyword]?.(value)) continue
      rest.set(keyword, [...(rest.get(keyword) ?? []), beside(source, keyword, value)])
    }
  return rest
}
