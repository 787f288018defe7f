/** One line of the benchmark: what was measured, beside a reference measured in the same run. */
export interface Measurement {
  readonly name: string
  readonly unit: 'µs' | 'ms' | 'MiB'
  readonly figure: number
  /** What `ratio` compares with; `null` where the budget is absolute. */
  readonly reference: number | null
  readonly ratio: number | null
  /** The greatest value allowed; `null` where the figure is only told. */
  readonly budget: number | null
  /** What the budget is of. */
  readonly budgetOf: 'ratio' | 'figure'
  readonly met: boolean
}

type Measured = Pick<Measurement, 'name' | 'unit' | 'figure'> & { readonly budget: number }

/**
 * A figure that may be at most `budget` times its reference. `ratio`: of the pairs, where they were measured in pairs.
 */
export function compared(measured: Measured & { readonly reference: number; readonly ratio?: number }): Measurement {
  const ratio = measured.ratio ?? measured.figure / measured.reference
  return { ...measured, ratio, budgetOf: 'ratio', met: ratio <= measured.budget }
}

/** A figure that may be at most `budget`; `reference` is for the reader. */
export function absolute(measured: Measured & { readonly reference?: number }): Measurement {
  const { reference = null, ...rest } = measured
  const ratio = reference === null ? null : measured.figure / reference
  return { ...rest, reference, ratio, budgetOf: 'figure', met: measured.figure <= measured.budget }
}

/** A figure that nobody limits, beside what it can be compared with. */
export function told(measured: Omit<Measured, 'budget'> & { readonly reference?: number }): Measurement {
  const { reference = null, ...rest } = measured
  const ratio = reference === null ? null : measured.figure / reference
  return { ...rest, reference, ratio, budget: null, budgetOf: 'figure', met: true }
}
