import type { Json, JsonObject } from '../../src/model/index.ts'

/** Numbers from 0 up to 1 that are the same for a seed on every machine (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function shuffled<Value>(values: readonly Value[], random: () => number): Value[] {
  const left = [...values]
  return values.map(() => left.splice(Math.floor(random() * left.length), 1)[0] as Value)
}

/** The same JSON with the names of every object in another order. */
export function shuffledNames(value: Json, random: () => number): Json {
  if (Array.isArray(value)) return value.map((one) => shuffledNames(one, random))
  if (value === null || typeof value !== 'object') return value
  const ordered = shuffled(Object.entries(value as JsonObject), random)
  return Object.fromEntries(ordered.map(([name, inner]) => [name, shuffledNames(inner, random)]))
}
