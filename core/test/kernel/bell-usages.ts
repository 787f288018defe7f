import type { OperationName, Read, Usage } from '../../src/index.ts'

export interface BellUsages {
  /** @default 'bell.ring' */
  readonly ask?: OperationName
  /** @default 'bell.toll' */
  readonly tell?: OperationName
  /** @default 'throws' */
  readonly ifAbsent?: Read['ifAbsent']
}

/** What a dependent says whose second step reads a field of what its first step got. */
export function bellUsages(
  field: string,
  { ask = 'bell.ring', tell = 'bell.toll', ifAbsent = 'throws' }: BellUsages = {},
): Usage[] {
  return [
    { step: 'ask', operation: ask, supplies: [], reads: [], at: null },
    {
      step: 'tell',
      operation: tell,
      supplies: [],
      reads: [{ step: 'ask', path: [field], as: 'value', ifAbsent, at: null }],
      at: null,
    },
  ]
}
