import type { Budget } from './budget.ts'
import type { Moment } from './moment.ts'

/** A function of JSONata's own, as it keeps them. */
export interface NativeFunction {
  readonly _jsonata_function: true
  readonly implementation: (this: unknown, ...args: unknown[]) => unknown
  readonly signature?: { readonly definition: string }
}

/** What a bounded function works with. */
export interface Surroundings {
  readonly budget: Budget
  readonly moment: Moment
  readonly natives: ReadonlyMap<string, NativeFunction>
}
