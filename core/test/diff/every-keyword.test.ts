import { describe, expect, it } from 'vitest'
import { closedSender, diffConnectors, openedReader } from '../../src/diff/index.ts'
import { createSchemaCompiler } from '../../src/invoke/index.ts'
import type { Change, Connector, Dict, JsonObject, Schema } from '../../src/model/index.ts'
import { alarmsOfInput, alarmsOfOutput } from './both-ways.ts'
import { families, meeting } from './keyword-families.ts'
import { actionOf, objectOf, withOperations } from './models.ts'

/** Which of the values a schema admits; none where it can't be asked. */
function admitted(schema: Schema, schemas: Dict<Schema> = {}): readonly boolean[] {
  const check = createSchemaCompiler(schemas)(schema)
  return meeting.map((value) => check(value).length === 0)
}

interface Admitting {
  readonly schema: Schema
  /** By the schema as it is, by who sends no more than is declared, and by who reads no more. */
  readonly exactly: readonly boolean[]
  readonly sent: readonly boolean[]
  readonly read: readonly boolean[]
}

function admitting(schema: Schema): Admitting {
  const [closed, opened] = [closedSender(schema, {}), openedReader(schema, {})]
  if (closed === null || opened === null) throw new Error('A schema of a family is too large.')
  return {
    schema,
    exactly: admitted(schema),
    sent: admitted(closed.schema, closed.schemas),
    read: admitted(opened.schema, opened.schemas),
  }
}

/** Each with the plain one, and with its neighbours, both ways. */
function pairsOf(family: readonly Schema[]): readonly (readonly [Admitting, Admitting])[] {
  const all = family.map(admitting)
  const [plain, ...others] = all as [Admitting, ...Admitting[]]
  const near = others.flatMap((one, index) => [[plain, one] as const, [all[index] as Admitting, one] as const])
  return near.flatMap(([one, other]) => [[one, other] as const, [other, one] as const])
}

type Place = (schema: Schema) => { readonly schema: JsonObject; readonly schemas?: Connector['schemas'] }

const inside = (properties: JsonObject): JsonObject => objectOf(properties, ...Object.keys(properties))
const own: Place = (schema) => ({ schema: inside({ in: schema as JsonObject }) })

/** Where a schema may stand. */
const places: Readonly<Record<string, Place>> = {
  'an element of an element': (schema) => ({
    schema: inside({ all: { type: 'array', items: { type: 'array', items: schema as JsonObject } } }),
  }),
  'what is referred to': (schema) => ({ schema: inside({ in: { $ref: '#/schemas/S' } }), schemas: { S: schema } }),
  'what refers to itself': (schema) => ({
    schema: { $ref: '#/schemas/T' },
    schemas: { T: objectOf({ next: { $ref: '#/schemas/T' }, in: schema as JsonObject }, 'in') },
  }),
  'a part': (schema) => ({ schema: { allOf: [inside({ other: { type: 'string' } }), own(schema).schema] } }),
  'a field of an alternative': (schema) => ({
    schema: inside({
      pay: {
        anyOf: [inside({ kind: { const: 'a' }, in: schema as JsonObject }), inside({ kind: { const: 'b' } })],
      },
    }),
  }),
  'deep inside': (schema) => ({ schema: inside({ x: { type: 'array', items: inside({ y: own(schema).schema }) } }) }),
}

/** What is not looked into: that it differs is all that shows. */
const opaque: Readonly<Record<string, Place>> = {
  prefixItems: (schema) => ({ schema: inside({ in: { type: 'array', prefixItems: [schema as JsonObject] } }) }),
  not: (schema) => ({ schema: inside({ in: { type: ['string', 'array', 'object'], not: schema as JsonObject } }) }),
  patternProperties: (schema) => ({
    schema: inside({ in: { type: 'object', patternProperties: { '^x': schema as JsonObject } } }),
  }),
}

function changes(side: 'input' | 'output', place: Place, pair: readonly [Schema, Schema]): readonly Change[] {
  const [base, revision] = pair.map((schema): Connector => {
    const placed = place(schema)
    return { ...withOperations(actionOf('op', { [side]: placed.schema })), schemas: placed.schemas ?? {} }
  }) as [Connector, Connector]
  return diffConnectors(base, revision)
}

const isAlarm = ({ level }: Change): boolean => level !== 'safe'
/** Safe for what is declared; what a step supplies besides, or to several alternatives, is tried with each step. */
const tried: ReadonlySet<string> = new Set(['input.added', 'input.overlapping', 'input.widened'])
const shown = (pair: readonly [Admitting, Admitting], value: number, found: readonly Change[]) =>
  JSON.stringify([
    ...pair.map(({ schema }) => schema),
    meeting[value],
    found.map(({ level, kind }) => `${level} ${kind}`),
  ])

describe.each(Object.entries(families))('of two schemas for %s, each keyword in turn', (_name, family) => {
  const pairs = pairsOf(family)
  const schemasOf = ([one, other]: readonly [Admitting, Admitting]) => [one.schema, other.schema] as const

  it('an alarm is raised where a value that was taken is refused', () => {
    const missed = pairs.flatMap((pair) => {
      const [base, revision] = pair
      const value = meeting.findIndex((_, index) => base.exactly[index] && !revision.exactly[index])
      const declared = meeting.findIndex((_, index) => base.sent[index] && !revision.read[index])
      const found = changes('input', own, schemasOf(pair))
      if (found.some(isAlarm) || (value < 0 && declared < 0)) return []
      return declared < 0 && found.some(({ kind }) => tried.has(kind)) ? [] : [shown(pair, value, found)]
    })
    expect(missed).toEqual([])
  })

  it('an alarm is raised where a value may come that could not', () => {
    const missed = pairs.flatMap((pair) => {
      const [base, revision] = pair
      const value = meeting.findIndex((_, index) => revision.sent[index] && !base.read[index])
      const found = changes('output', own, schemasOf(pair))
      return value < 0 || found.some(isAlarm) ? [] : [shown(pair, value, found)]
    })
    expect(missed).toEqual([])
  })

  it('something is said where a value is told apart', () => {
    const unsaid = pairs.flatMap((pair) => {
      const [base, revision] = pair
      const value = meeting.findIndex((_, index) => base.exactly[index] !== revision.exactly[index])
      const found = (['input', 'output'] as const).map((side) => changes(side, own, schemasOf(pair)))
      return value < 0 || found.every((side) => side.length > 0) ? [] : [shown(pair, value, found.flat())]
    })
    expect(unsaid).toEqual([])
  })

  it('the same is said of who sends and who reads, whichever of them changed', () => {
    for (const pair of pairs) {
      const [sender, reader] = schemasOf(pair)
      const swapped = alarmsOfOutput(sender, reader)
      if (swapped !== null) expect([sender, reader, alarmsOfInput(sender, reader)]).toEqual([sender, reader, swapped])
    }
  })

  it.each(Object.entries(places))('no alarm is lost in %s', (_place, place) => {
    const lost = pairs.flatMap((pair, index) => {
      if (index % 7 !== 0) return []
      return (['input', 'output'] as const).flatMap((side) => {
        const [here, there] = [own, place].map((at) => changes(side, at, schemasOf(pair)))
        const isLost = here?.some(isAlarm) && there?.some(isAlarm) === false
        return isLost ? [shown(pair, -1, there ?? [])] : []
      })
    })
    expect(lost).toEqual([])
  })

  it.each(Object.entries(opaque))('something is said where they stand in %s', (_place, place) => {
    const lost = pairs.flatMap((pair, index) => {
      if (index % 7 !== 0) return []
      return (['input', 'output'] as const).flatMap((side) => {
        const [here, there] = [own, place].map((at) => changes(side, at, schemasOf(pair)).length)
        return here !== 0 && there === 0 ? [shown(pair, -1, [])] : []
      })
    })
    expect(lost).toEqual([])
  })
})
