import {
  type Connector,
  dict,
  type HttpCall,
  isJsonObject,
  type Json,
  type JsonObject,
  type Operation,
  type Supply,
  type Usage,
} from '@jackfield/core'
import { inferSchema } from '../../../../../core/src/infer/index.ts'

export interface Relied {
  readonly input: JsonObject
  readonly output: Json | undefined
  readonly declared: Pick<HttpCall, 'responses' | 'consumes'>
}

/** What a consumer's flow takes a provider for: what it sends and reads in one interaction, and nothing besides. */
export function relyingOn({ input, output, declared }: Relied, revision: Connector, id: string): Connector {
  const operation = revision.operations[id] as Operation
  const own: Operation = {
    ...operation,
    input: objectSchema(input),
    output: output === undefined ? {} : schemaOf(output),
    ...(operation.http !== undefined && { http: { ...operation.http, ...declared } }),
  }
  return { ...revision, operations: dict([[id, own] as const]) }
}

function objectSchema(input: JsonObject): JsonObject {
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(input).map(([name, value]) => [name, schemaOf(value)])),
  }
}

/** One sample says which types there are, not which format, that numbers are whole, that it is there, or never null. */
function schemaOf(sample: Json): JsonObject {
  return loosened(inferSchema([sample])) as JsonObject
}

function loosened(schema: Json): Json {
  if (!isJsonObject(schema)) return schema
  const { format, required, type, properties, items, ...rest } = schema
  const types = [type ?? []].flat().map((name) => (name === 'integer' ? 'number' : name))
  return {
    ...rest,
    ...(types.length > 0 && { type: [...new Set([...types, 'null'])] }),
    ...(isJsonObject(properties) && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, loosened(part)])),
    }),
    ...(items !== undefined && { items: loosened(items) }),
  }
}

export interface Used {
  readonly input: JsonObject
  /** The input whose value can't be told. */
  readonly opaque: string | undefined
  readonly output: Json | undefined
  readonly operation: string
}

/**
 * A step `call` that supplies the input, and a step `use` of an operation of its own that reads every leaf of the
 * output.
 */
export function usagesOf({ input, opaque, output, operation }: Used): readonly Usage[] {
  const supplies = Object.entries(input).map(
    ([name, value]): Supply => ({
      path: [name],
      from: name === opaque ? { kind: 'unknown' } : { kind: 'literal', value },
      presence: 'always',
      at: null,
    }),
  )
  const reads = leavesOf(output).map((path) => ({
    step: 'call',
    path,
    as: 'value' as const,
    ifAbsent: 'drops' as const,
    at: null,
  }))
  return [
    { step: 'call', operation, supplies, reads: [] },
    { step: 'use', operation: 'reader.take', supplies: [], reads },
  ]
}

/** Each path once; `[]` where the whole is a leaf. */
function leavesOf(value: Json | undefined): readonly (readonly string[])[] {
  if (value === undefined) return []
  const inner: readonly (readonly [string, Json])[] = Array.isArray(value)
    ? value.map((element: Json) => ['*', element] as const)
    : typeof value === 'object' && value !== null
      ? Object.entries(value as JsonObject)
      : []
  if (inner.length === 0) return [[]]
  const paths = inner.flatMap(([name, part]) => leavesOf(part).map((path) => [name, ...path]))
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()]
}
