import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Compared } from './compared.ts'
import { compareOpenapitools } from './openapitools.ts'
import { comparePactflow } from './pactflow.ts'
import { compareQubership } from './qubership.ts'

export type Suite = 'openapitools' | 'pactflow' | 'qubership'

export interface SuiteReport {
  readonly suite: Suite
  readonly cases: readonly Compared[]
  /** What the list of disagreements is about: for pacts, each usage by itself. */
  readonly listed: readonly Compared[]
  readonly withoutDocuments: readonly string[]
}

/** Every case of the three suites that other people's checkers are tested with. */
export async function compareSuites(corpus: string): Promise<readonly SuiteReport[]> {
  const openapitools = await compareOpenapitools(corpus)
  const { cases, usages } = await comparePactflow(corpus)
  const qubership = await compareQubership(corpus)
  return [
    { suite: 'openapitools', cases: openapitools, listed: openapitools, withoutDocuments: [] },
    { suite: 'pactflow', cases, listed: usages, withoutDocuments: [] },
    {
      suite: 'qubership',
      cases: qubership.cases,
      listed: qubership.cases,
      withoutDocuments: qubership.withoutDocuments,
    },
  ]
}

/** By suite and case: whose policy a disagreement is, and why ours is right for flows. */
export type Disagreements = Readonly<Record<Suite, Readonly<Record<string, string>>>>

/** `disagreements.json`: one raises an alarm and the other does not. `levels.json`: both do, of another level. */
export function readDisagreements(name: 'disagreements' | 'levels'): Disagreements {
  return JSON.parse(readFileSync(join(import.meta.dirname, `${name}.json`), 'utf8')) as Disagreements
}
