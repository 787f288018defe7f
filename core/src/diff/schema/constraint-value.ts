/** What a constraint says; an exclusive bound is a text: `> 0`. */
export type Value = number | boolean | string

/** How a constraint changed. `replaced`: each admits values that the other refuses. */
export type Direction = 'tightened' | 'loosened' | 'replaced' | 'unclear'
