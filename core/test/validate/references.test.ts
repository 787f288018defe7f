import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/model/index.ts'
import { validateConnector } from '../../src/validate/index.ts'
import { answering } from '../diff/models.ts'

function loopsIn(schemas: Readonly<Record<string, JsonObject>>): readonly string[] {
  const problems = validateConnector(answering({}, schemas), (pointer) => ({ pointer }))
  const loops = problems.filter(({ code }) => code === 'reference-loop')
  return loops.map(({ pointer = '' }) => pointer.split('/').at(-1) ?? '').sort()
}

const ref = (name: string): JsonObject => ({ $ref: `#/schemas/${name}` })

describe('references that lead back to the same value', () => {
  it('are told of, each schema once, and those through a property are not', () => {
    const schemas = {
      A: { allOf: [ref('B')] },
      B: { anyOf: [{ type: 'string' }, ref('C')] },
      C: ref('A'),
      D: { type: 'object', properties: { next: ref('D') } },
      E: { allOf: [ref('A')] },
      F: ref('F'),
    }
    expect(loopsIn(schemas)).toEqual(['A', 'B', 'C', 'F'])
  })

  it('are those that a search from each schema finds', () => {
    const names = ['A', 'B', 'C', 'D', 'E']
    const graph = fc.array(fc.subarray(names), { minLength: 5, maxLength: 5 })
    fc.assert(
      fc.property(graph, (edges) => {
        const next = (name: string): readonly string[] => edges[names.indexOf(name)] ?? []
        const reached = (start: string): ReadonlySet<string> => {
          const found = new Set(next(start))
          for (const name of found) for (const other of next(name)) found.add(other)
          return found
        }
        const schemas = Object.fromEntries(names.map((name) => [name, { allOf: next(name).map(ref) }]))
        expect(loopsIn(schemas)).toEqual(names.filter((name) => reached(name).has(name)))
      }),
      { numRuns: 300, seed: 1 },
    )
  })

  it('are looked for however long they are', () => {
    const long = Array.from(
      { length: 20_000 },
      (_, at) => [`L${at}`, at === 19_999 ? {} : { allOf: [ref(`L${at + 1}`)] }] as const,
    )
    expect(loopsIn(Object.fromEntries(long))).toEqual([])
    expect(loopsIn(Object.fromEntries([...long, ['L19999', ref('L0')]]))).toHaveLength(20_000)
  })
})
