import { describe, expect, it } from 'vitest'
import { expressionOf, shallowExpressions } from './claims/grammar.ts'
import { orderOf, randomFrom } from './claims/order.ts'
import { violationsOf } from './claims/violations.ts'

/** More by hand: the expressions of CI times so many, others by another seed. */
const times = Number(process.env.JACKFIELD_RUNS ?? 1)
const seed = Number(process.env.JACKFIELD_SEED ?? 20261130)
const ordersEach = 5

/** Every so manyth expression of one template, from one that the seed says. */
function* sampled(count: number): Generator<string> {
  const all = [...shallowExpressions()]
  const stride = Math.max(1, Math.floor(all.length / count))
  for (let index = seed % stride; index < all.length; index += stride) yield all[index] ?? ''
}

function* composed(count: number, depth: number): Generator<string> {
  const random = randomFrom(seed + depth)
  for (let index = 0; index < count; index++) yield expressionOf(random, depth)
}

describe('what is said of an expression holds for what JSONata makes of it', () => {
  const held = new Map<string, number>()

  it.each([
    ['of one template', () => sampled(700 * times)],
    ['of two', () => composed(500 * times, 2)],
    ['of three', () => composed(150 * times, 3)],
  ])('%s', { timeout: 1_200_000 * Math.max(1, times) }, async (_name, expressions) => {
    const random = randomFrom(seed)
    for (const text of expressions()) {
      const orders = Array.from({ length: ordersEach }, () => orderOf(random))
      const [violation] = await violationsOf(text, orders, held)
      expect(violation).toBeUndefined()
    }
  })

  it('of every kind of claim', () => {
    for (const claim of [
      'type',
      'supplied',
      'unread',
      'total',
      'may vanish',
      'may be null',
      'only asked for',
      'element as a list',
    ])
      expect([claim, (held.get(claim) ?? 0) > 100]).toEqual([claim, true])
    expect(held.get('known where it holds')).toBeGreaterThan(20)
  })
})
