import type { Decision } from './decide.ts'
import type { Part } from './parts.ts'
import type { Subject } from './subject.ts'

/** What is about to happen, to everybody and to each who is concerned. */
export interface Swap {
  readonly subject: Subject
  /** What everybody gets who does not keep the base. */
  readonly standard: readonly [Part, ...Part[]]
  readonly decisions: readonly Decision[]
  /** Whether everybody gets it. */
  readonly moves: boolean
}

/** The scope's default stays where it is while everybody who is concerned holds the change. */
export function movesDefault(decisions: readonly Decision[]): boolean {
  return decisions.some(({ kind }) => kind === 'activate') || !decisions.some(keepsBase)
}

export const keepsBase = ({ kind }: Decision): boolean => kind === 'hold' || kind === 'keep' || kind === 'wait'
