import type { Template } from '../../../src/model/index.ts'

/** A type of the model with all that it may have: what is new in the model does not compile here until it is added. */
export type Whole<Part> = { readonly [Name in keyof Required<Part>]-?: Exclude<Part[Name & keyof Part], undefined> }

export const input = (...path: string[]): Template => ({ kind: 'value', from: { root: 'input', path } })

export const literal = (value: string): Template => ({ kind: 'literal', value })
