import type { Connector, FieldPath, Json } from '@jackfield/core'
import type { AbstractObject } from '../../src/usage/abstract-value.ts'
import { SchemaView } from '../../src/usage/schema-view.ts'

const text = { type: 'string' }
const number = { type: 'number' }
const object = (properties: object, required: string[]): object => ({ type: 'object', properties, required })

/** Of every type, there always or at times, with names of one letter. */
const schema = object(
  {
    t: text,
    m: text,
    z: { type: ['string', 'null'] },
    n: number,
    b: { type: 'boolean' },
    f: { type: 'boolean' },
    l: { type: 'array', items: text },
    o: object({ a: text, c: text }, ['a']),
    p: object({ a: text, n: number }, ['a']),
    r: { type: 'array', items: object({ a: text, c: text, n: number }, ['a', 'n']) },
    e: { type: ['array', 'string'], items: text },
  },
  ['t', 'z', 'n', 'b', 'l', 'o', 'r', 'e'],
)

const view = SchemaView.of(schema as never, { schemas: {} } as unknown as Connector)

/** `trigger` and nothing else. */
export const root: AbstractObject = {
  kind: 'object',
  fields: new Map([
    ['trigger', { kind: 'places', places: [{ step: 'trigger', path: [], assured: [], view, required: true }] }],
    ['steps', { kind: 'object', fields: new Map() }],
  ]),
  missing: () => undefined,
}

/** All that may be absent or null once a schema changes. */
export const fields: readonly FieldPath[] = [
  ...['t', 'm', 'z', 'n', 'b', 'f', 'l', 'o', 'p', 'r', 'e'].map((name) => [name]),
  ...['o.a', 'o.c', 'p.a', 'p.n', 'r.*.a', 'r.*.c', 'r.*.n'].map((path) => path.split('.')),
]

/** Numbers from a seed: the same on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A value that the schema declares. */
export function orderOf(random: () => number): { readonly [name: string]: Json } {
  const of = <T>(...values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
  const word = (): string => of('', 'a', 'b', 'null')
  const digit = (): number => of(0, 1, -1, 2)
  const some = <T>(value: T): T[] => (random() < 0.6 ? [value] : [])
  const named = (name: string, value: Json): { [name: string]: Json } =>
    Object.fromEntries(some(value).map((one) => [name, one]))
  const several = <T>(make: () => T): T[] => Array.from({ length: of(0, 1, 1, 2, 2, 3) }, make)
  return {
    t: word(),
    ...named('m', word()),
    z: of(null, word()),
    n: digit(),
    b: of(true, false),
    ...named('f', of(true, false)),
    l: several(word),
    o: { a: word(), ...named('c', word()) },
    ...named('p', { a: word(), ...named('n', digit()) }),
    r: several(() => ({ a: word(), ...named('c', word()), n: digit() })),
    e: of<Json>(word(), several(word)),
  }
}

/** All that is at a path: of each element, where it leads through arrays. */
export function valuesAt(path: FieldPath, order: Json): readonly (Json | undefined)[] {
  return path.reduce<readonly (Json | undefined)[]>(
    (found, name) =>
      found.flatMap((value): readonly (Json | undefined)[] => {
        if (name === '*') return Array.isArray(value) ? value : [value]
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return [undefined]
        return [(value as { [name: string]: Json })[name]]
      }),
    [order],
  )
}
