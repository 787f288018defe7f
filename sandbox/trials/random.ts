/** Chance that comes out the same for the same seed. */
export interface Random {
  /** From 0 to below 1. */
  chance(): number
  /** From `low` to `high`, both among them. */
  whole(low: number, high: number): number
  pick<Value>(values: readonly Value[]): Value
}

/** Mulberry32: 32 bits of state, good enough to make inputs up with. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  function chance(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (low: number, high: number): number => low + Math.floor(chance() * (high - low + 1))
  return { chance, whole, pick: (values) => values[whole(0, values.length - 1)] as never }
}
