/** A moment at which the host stops one transaction, until it is let on or killed. */
export interface Gate {
  /** The transaction's label, such as `hand-off`. */
  readonly label: string
  /** Before the transaction, or after its commit and before anybody knows of it. */
  readonly when: 'before' | 'after'
  /** Only a transaction that writes a record with this text in it. */
  readonly writes: string
}

/** Gates that wait for their transaction; each stops one. */
export class Gates {
  readonly #set = new Map<number, Gate>()
  readonly #stopped = new Map<number, () => void>()
  readonly #reached: (gate: number) => void
  #count = 0

  /** @param reached told when a transaction has stopped */
  constructor(reached: (gate: number) => void) {
    this.#reached = reached
  }

  set(gate: Gate): number {
    this.#count += 1
    this.#set.set(this.#count, gate)
    return this.#count
  }

  /** The gate in the way of a transaction that writes these records. */
  find(label: string, when: Gate['when'], records: readonly string[]): number | undefined {
    for (const [number, gate] of this.#set) {
      if (gate.label !== label || gate.when !== when) continue
      if (records.some((record) => record.includes(gate.writes))) return number
    }
    return undefined
  }

  has(label: string): boolean {
    return [...this.#set.values()].some((gate) => gate.label === label)
  }

  /** Stops at a gate, once. */
  stop(number: number): Promise<void> {
    this.#set.delete(number)
    return new Promise((resolve) => {
      this.#stopped.set(number, resolve)
      this.#reached(number)
    })
  }

  open(number: number): void {
    this.#set.delete(number)
    this.#stopped.get(number)?.()
    this.#stopped.delete(number)
  }
}
