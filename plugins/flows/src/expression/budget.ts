import { type ExpressionError, limitReached } from './expression-error.ts'
import type { ExpressionLimits } from './limits.ts'

const nodeSize = 8
const pauseAfter = 8

interface Measure {
  readonly size: number
  readonly levels: number
}

const leaf: Measure = { size: nodeSize, levels: 0 }

/** What one evaluation has left. Everything that makes a value or takes time asks it first. */
export class Budget {
  readonly limits: ExpressionLimits
  #used = 0
  #spent = 0
  #resumed = performance.now()
  #allowed: number
  #measures = new WeakMap<object, Measure>()

  constructor(limits: ExpressionLimits) {
    this.limits = limits
    this.#allowed = limits.size
  }

  /** Throws when the time is up. */
  tick(): void {
    if (this.#spent + performance.now() - this.#resumed > this.limits.time)
      throw limitReached(`It took longer than ${this.limits.time} ms.`, 'Let it do less, or raise the limit "time".')
  }

  /** Throws when the time is up; every few milliseconds lets the host do something else meanwhile. */
  async pause(): Promise<void> {
    this.tick()
    const now = performance.now()
    if (now - this.#resumed < pauseAfter) return
    this.#spent += now - this.#resumed
    await new Promise((resolve) => setImmediate(resolve))
    this.#resumed = performance.now()
  }

  /** Says that a value of this size was or will be made. */
  spend(size: number): void {
    if (size > this.#allowed) throw tooLarge(this.limits.size)
    this.#used += size
    if (this.#used > this.limits.allocation)
      throw limitReached(`It makes values of more than ${this.limits.allocation} in all.`)
  }

  /** Counts a value that was made: its own part is spent, the whole must not be too large. */
  made(value: unknown): void {
    this.spend(shallowSize(value))
    if (this.sizeOf(value) > this.#allowed) throw tooLarge(this.limits.size)
  }

  /** Values of the input may be as large as they are. */
  allow(value: unknown): void {
    this.#allowed += this.sizeOf(value)
  }

  /** Values that are known may have been changed since. */
  forget(): void {
    this.#measures = new WeakMap()
  }

  /** The size of the value as text would have it: what is referred to twice counts twice. */
  sizeOf(value: unknown): number {
    return this.measure(value, 0).size
  }

  /** How many levels of objects and arrays the value has. */
  levelsOf(value: unknown): number {
    return this.measure(value, 0).levels
  }

  private measure(value: unknown, level: number): Measure {
    if (typeof value === 'string') return { size: nodeSize + value.length, levels: 0 }
    if (typeof value !== 'object' || value === null || isLambda(value)) return leaf
    const known = this.#measures.get(value)
    if (known !== undefined) return known
    let size = nodeSize
    let levels = 0
    const add = (name: string, inner: unknown): void => {
      const measured = level < this.limits.levels ? this.measure(inner, level + 1) : { size: 0, levels: Infinity }
      size += name.length + measured.size
      levels = Math.max(levels, measured.levels)
    }
    if (Array.isArray(value)) for (const inner of value) add('', inner)
    else for (const [name, inner] of Object.entries(value)) add(name, inner)
    if (levels >= this.limits.levels) throw tooDeep(this.limits.levels)
    const measure = { size, levels: levels + 1 }
    this.#measures.set(value, measure)
    return measure
  }
}

function shallowSize(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (Array.isArray(value)) return nodeSize * (1 + value.length)
  if (typeof value !== 'object' || value === null || isLambda(value)) return nodeSize
  return nodeSize * (1 + Object.keys(value).length)
}

/** JSONata's own functions are objects that refer to everything around them. */
export function isLambda(value: object): boolean {
  return '_jsonata_lambda' in value || '_jsonata_function' in value
}

function tooLarge(size: number): ExpressionError {
  return limitReached(`It makes a value larger than ${size}.`, 'Let it make less, or raise the limit "size".')
}

export function tooDeep(levels: number): ExpressionError {
  return limitReached(`It makes a value of more than ${levels} levels.`)
}
