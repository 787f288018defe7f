/** What a constraint says; an exclusive bound is a text: `> 0`. */
export type Value = number | boolean | string

/**
 * How a constraint changed. `replaced`: each admits values that the other refuses. `perhaps`: whether anything is
 * refused that was admitted (`perhaps-tightened`), or admitted that was refused, was not found out; the other way round
 * nothing is.
 */
export type Direction = 'tightened' | 'loosened' | 'replaced' | 'perhaps-tightened' | 'perhaps-loosened' | 'unclear'
