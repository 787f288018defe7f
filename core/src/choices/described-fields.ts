import { inputInvalid, resultMissing, schemaRefused } from '../errors/index.ts'
import { invoke } from '../invoke/index.ts'
import {
  type Clock,
  isJsonObject,
  operationName,
  type Pointer,
  type Schema,
  type SchemaFrom,
  segmentsOf,
  valueAt,
} from '../model/index.ts'
import { standAlone } from '../register/index.ts'
import { inputsRead } from '../validate/index.ts'
import { type Asked, asked, asNotReady } from './asked.ts'
import { bothOf, type DescribedSchemas, describedSchemas } from './described-schemas.ts'
import type { DescribedRequest, Family, FamilyOf } from './family.ts'
import { createKept } from './kept.ts'
import { missingFor } from './missing-for.ts'

export type DescribedFields = (request: DescribedRequest) => Promise<DescribedSchemas>

/** What a service gave is kept for a minute. */
export function createDescribedFields(familyOf: FamilyOf, clock: Clock): DescribedFields {
  const given = createKept<Promise<Schema>>({ clock, most: 100, lasts: 60_000 })

  async function side(
    family: Family,
    from: SchemaFrom | undefined,
    { input = {}, later = [] }: DescribedRequest,
  ): Promise<Schema | undefined> {
    if (from === undefined) return undefined
    assertKnown(family, inputsRead(from.input), later)
    try {
      const question = await asked(family, from, { input })
      const key = `${question.key} ${from.at}`
      const schema = given.get(key, () => ask(question, from))
      const said = await schema.catch((error: unknown) => {
        given.forget(key, schema)
        throw error
      })
      return ofPart(said, from.field ?? '')
    } catch (error) {
      throw asNotReady(error, family, missingFor(from.input, input))
    }
  }

  return async (request) => {
    const family = await familyOf(request)
    const { connector, operation } = family.call
    const from = operation.schemaFrom ?? {}
    const taken = await side(family, from.input, request)
    const answered = await side(family, from.output, request)
    assertObject(taken, operationName(connector.id, operation.id))
    return describedSchemas({
      input: bothOf(standAlone(connector, operation.input), taken),
      output: bothOf(standAlone(connector, operation.output), answered),
      said: { input: taken ?? true, output: answered ?? true },
    })
  }
}

function assertKnown({ call }: Family, read: readonly Pointer[], later: readonly Pointer[]): void {
  const overlaps = (one: Pointer, other: Pointer): boolean => one === other || one.startsWith(`${other}/`)
  const unknown = read.filter((at) => later.some((other) => overlaps(at, other) || overlaps(other, at)))
  if (unknown.length === 0) return
  const name = operationName(call.connector.id, call.operation.id)
  throw inputInvalid(`What "${name}" takes depends on ${unknown.join(', ')}, known only when it is called.`, {
    hint: `Give ${unknown.join(', ')} a plain value.`,
  })
}

/** A schema of a part as one of the whole, which says nothing else. */
function ofPart(schema: Schema, field: Pointer): Schema {
  return segmentsOf(field).reduceRight<Schema>(
    (inner, name) => (name === '*' ? { items: inner } : { properties: { [name]: inner } }),
    schema,
  )
}

async function ask({ call, request }: Asked, { at }: SchemaFrom): Promise<Schema> {
  const name = operationName(call.connector.id, call.operation.id)
  const found = valueAt((await invoke(call, request)).output, at)
  if (found !== undefined && found !== null) {
    const { readGivenSchema } = await import('./read-given-schema.ts')
    return readGivenSchema(found, `"${name}"`)
  }
  throw resultMissing(`"${name}" gave no schema at "${at}".`, {
    hint: 'Correct "at" in the "schemaFrom" that asks it.',
  })
}

function assertObject(schema: Schema | undefined, name: string): void {
  const types = isJsonObject(schema) && schema.type !== undefined ? [schema.type].flat() : ['object']
  if (schema === false || !types.includes('object'))
    throw schemaRefused(`The schema that the service gave for the input of "${name}" is not one of an object.`, {
      hint: 'Correct "at" in the operation\'s "schemaFrom".',
    })
}
