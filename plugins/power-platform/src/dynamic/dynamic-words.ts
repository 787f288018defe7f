import { isJsonObject, type Json } from '@jackfield/core'
import type { Located } from '@jackfield/openapi'
import { allMembers, childOf, textOf } from '../properties/index.ts'

/**
 * What a dynamic extension says ("OpenAPI extensions for custom connectors"), whichever of its forms it is written in.
 */
export interface Dynamic {
  /** Where the document says it. */
  readonly written: Located
  readonly operation: string
  readonly parameters: readonly Given[]
  /** Where the list or the schema is; undefined: the answer itself. */
  readonly path: string | undefined
  readonly value: string | undefined
  readonly title: string | undefined
}

/** One input of the operation that is asked. */
export interface Given {
  /** By its name, or `body/name` of a property. */
  readonly name: string
  readonly from:
    | { readonly kind: 'literal'; readonly value: Json }
    | { readonly kind: 'input'; readonly reference: string }
}

const words = {
  values: ['x-ms-dynamic-list', 'x-ms-dynamic-values', 'x-ms-dynamic-tree'],
  schema: ['x-ms-dynamic-properties', 'x-ms-dynamic-schema'],
} as const

/** What is said of values, or of a schema, whether or not it can be read. */
export function wordsIn(written: Located, kind: keyof typeof words): readonly Located[] {
  return words[kind].flatMap((word) => {
    const said = childOf(written, word)
    return said === undefined || said.value === null ? [] : [said]
  })
}

/** `x-ms-dynamic-list` before `x-ms-dynamic-values`, which is its older form; of a tree, what it opens with. */
export function dynamicValues(written: Located): Dynamic | undefined {
  const tree = childOf(written, 'x-ms-dynamic-tree')
  return (
    readDynamic(childOf(written, 'x-ms-dynamic-list')) ??
    readDynamic(childOf(written, 'x-ms-dynamic-values')) ??
    readDynamic(childOf(tree, 'open')) ??
    readDynamic(childOf(tree, 'browse'))
  )
}

/** `x-ms-dynamic-properties` before `x-ms-dynamic-schema`. */
export function dynamicSchema(written: Located): Dynamic | undefined {
  return (
    readDynamic(childOf(written, 'x-ms-dynamic-properties')) ?? readDynamic(childOf(written, 'x-ms-dynamic-schema'))
  )
}

function readDynamic(written: Located | undefined): Dynamic | undefined {
  const operation = textOf(written, 'operationId')
  if (written === undefined || operation === undefined) return undefined
  const isSchema = textOf(written, 'itemTitlePath') === undefined && textOf(written, 'value-title') === undefined
  const own = textOf(written, 'itemValuePath') ?? textOf(written, 'value-path')
  const path = textOf(written, 'itemsPath') ?? textOf(written, 'value-collection')
  return {
    written,
    operation,
    parameters: allMembers(childOf(written, 'parameters')).flatMap(readGiven),
    path: path ?? (isSchema ? own : undefined),
    value: own,
    title: textOf(written, 'itemTitlePath') ?? textOf(written, 'value-title'),
  }
}

function readGiven([name, { value, place }]: readonly [string, Located]): readonly Given[] {
  if (!isJsonObject(value)) return [{ name, from: { kind: 'literal', value } }]
  const located = { value, place }
  const reference = textOf(located, 'parameterReference') ?? textOf(located, 'parameter')
  if (reference !== undefined) return [{ name, from: { kind: 'input', reference } }]
  const literal = childOf(located, 'value')
  return literal === undefined ? [] : [{ name, from: { kind: 'literal', value: literal.value } }]
}
