/** A generator of numbers that gives the same again for the same seed (mulberry32). */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  /** From 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<Value>(values: readonly Value[]): Value {
    return values[Math.floor(this.next() * values.length)] as Value
  }

  weighted<Value>(values: readonly (readonly [weight: number, value: Value])[]): Value {
    let at = this.next() * values.reduce((sum, [weight]) => sum + weight, 0)
    for (const [weight, value] of values) {
      at -= weight
      if (at < 0) return value
    }
    return this.pick(values)[1]
  }

  /** Some of the values, at least one. */
  some<Value>(values: readonly Value[]): readonly Value[] {
    const chosen = values.filter(() => this.chance(0.5))
    return chosen.length > 0 ? chosen : [this.pick(values)]
  }
}
