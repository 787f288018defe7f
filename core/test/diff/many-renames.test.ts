import { describe, expect, it } from 'vitest'
import { diffConnectors } from '../../src/diff/index.ts'
import { inferRenames } from '../../src/diff/infer-renames.ts'
import type { Json, JsonObject, Schema } from '../../src/model/index.ts'
import { seeded, shuffled, shuffledNames } from '../impact/shuffled.ts'
import { actionOf, answering, withOperations } from './models.ts'
import { described, objectOf, text, told, whole } from './told-renames.ts'

describe('ten thousand that went and ten thousand that came', () => {
  const count = 10_000
  const name = (index: number) => `f${index.toString(36)}x${((index * 7919) % count).toString(36)}`
  const candidates = (names: readonly string[]) => names.map((one) => ({ name: one, thing: one, required: false }))

  it('are paired by name, without trying every one with every other', () => {
    const names = Array.from({ length: count }, (_, index) => name(index))
    let tried = 0
    const renames = inferRenames({
      removed: candidates(names),
      added: candidates(shuffled(names, seeded(3)).map((one) => one.toUpperCase())),
      likeness() {
        tried++
        return 1
      },
      isTelling: () => false,
    })
    expect(renames).toHaveLength(count)
    expect(renames.every(({ rename }) => rename.to === rename.from.toUpperCase())).toBe(true)
    expect(tried).toBeLessThan(10 * count)
  })

  it('that share what all share are no more work', () => {
    const names = (prefix: string) => Array.from({ length: count }, (_, index) => `${prefix}_the_field_${index}`)
    let tried = 0
    inferRenames({
      removed: candidates(names('old')),
      added: candidates(names('new')),
      likeness() {
        tried++
        return 1
      },
      isTelling: () => false,
    })
    expect(tried).toBeLessThan(10 * count)
  })

  it('end as fields of one object and as operations of one connector', () => {
    const fields = (suffix: string) =>
      objectOf(Object.fromEntries(Array.from({ length: count }, (_, index) => [`${name(index)}${suffix}`, text])))
    expect(told(fields('_id'), fields('Id'))).toHaveLength(count)
    const actions = (suffix: string) =>
      withOperations(...Array.from({ length: count / 5 }, (_, index) => actionOf(`${name(index)}${suffix}`, {})))
    const changes = diffConnectors(actions('_id'), actions('Id'))
    expect(changes.filter(({ rename }) => rename !== undefined)).toHaveLength(count / 5)
  })
})

describe('the order of names', () => {
  const names = ['sku', 'itemCode', 'data', 'qty', 'quantity', 'price', 'unit_price', 'unitPrice', 'note', 'remark']

  /** An object of some fields, of which some are objects or lists of objects. */
  function made(random: () => number, depth = 0): JsonObject {
    const some = shuffled(names, random).slice(0, 1 + Math.floor(random() * 4))
    const fields = some.map((name): [string, Json] => {
      const kind = random()
      if (depth < 2 && kind < 0.2) return [name, made(random, depth + 1)]
      if (depth < 2 && kind < 0.4) return [name, { type: 'array', items: made(random, depth + 1) }]
      return [name, described(kind < 0.5 ? `The ${name}` : 'A field', kind < 0.7 ? text : whole)]
    })
    return objectOf(Object.fromEntries(fields), ...some.filter(() => random() < 0.6))
  }

  const changes = (base: Schema, revision: Schema) => diffConnectors(answering(base), answering(revision))

  it('says nothing of what is renamed', () => {
    const random = seeded(7)
    for (let pair = 0; pair < 300; pair++) {
      const [base, revision] = [made(random), made(random)]
      const [other, turned] = [shuffledNames(base, random), shuffledNames(revision, random)]
      expect(changes(other as Schema, turned as Schema)).toEqual(changes(base, revision))
    }
  })

  it('says nothing of which operation is another one', () => {
    const call = (path: string) => ({ http: { method: 'GET' as const, path, parameters: [], timeout: 1, attempts: 1 } })
    const all = (...paths: readonly string[]) => paths.map((path) => actionOf(path.slice(1), call(path)))
    const [before, after] = [all('/getOrder', '/listOrders', '/pay'), all('/orders', '/order', '/payments', '/users')]
    const expected = diffConnectors(withOperations(...before), withOperations(...after))
    expect(diffConnectors(withOperations(...before.toReversed()), withOperations(...after.toReversed()))).toEqual(
      expected,
    )
  })
})
