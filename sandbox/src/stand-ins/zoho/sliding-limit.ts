/**
 * At most `limit` admissions within `window` milliseconds; what is turned away does not count. A limit of 0 is none.
 */
export class SlidingLimit {
  readonly #limit: number
  readonly #window: number
  readonly #admissions: number[] = []

  constructor(limit: number, window: number) {
    this.#limit = limit
    this.#window = window
  }

  admits(now: number): boolean {
    while (this.#admissions[0] !== undefined && this.#admissions[0] <= now - this.#window) this.#admissions.shift()
    if (this.#limit > 0 && this.#admissions.length >= this.#limit) return false
    this.#admissions.push(now)
    return true
  }
}
