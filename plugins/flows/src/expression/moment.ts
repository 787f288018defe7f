/** What is fixed for a run, so that an expression gives the same whenever it is evaluated. */
export interface Moment {
  /** `$now()` and `$millis()`: milliseconds since 1970. */
  readonly now: number
  /** `$random()`, from 0 up to 1, and what `$shuffle` starts from. */
  readonly random: number
}

/** Numbers from 0 up to 1 that follow from the first (mulberry32). */
export function* randomFrom(start: number): Generator<number, never> {
  let state = Math.floor(start * 2 ** 32)
  for (;;) {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
