import { type Operation, operationNamed } from '@jackfield/core'
import { seedOf } from '../trials/generated-input.ts'
import type { Described } from './described.ts'
import type { Field } from './field.ts'
import { describedAs, type Side } from './side.ts'

export interface Budget {
  readonly seed: number
  /** Operations of each pair: those that changed, and others. */
  readonly changed: number
  readonly unchanged: number
  /** Fields of each operation: those that changed, and others. */
  readonly changedFields: number
  readonly unchangedFields: number
  /** Optional inputs of each operation that are supplied alone. */
  readonly optionals: number
  /** Fields of each operation that are handed on to another one. */
  readonly handed: number
}

export interface Candidate {
  readonly operation: Operation
  readonly base: Described
  /** `undefined`: there is none any more, or none of its name. */
  readonly revision: Described | undefined
}

/** The operations that flows are made for: whether they changed is told from the documents alone. */
export function operationsOf(base: Side, revision: Side, { seed, changed, unchanged }: Budget): readonly Candidate[] {
  const sides = [base, revision]
  const others = revision.bench.connector.operations
  const all = Object.values(base.bench.connector.operations)
    .filter((operation) => operation.kind === 'action' && !sides.some((side) => givesTokens(side, operation)))
    .flatMap((operation): readonly Candidate[] => {
      const own = describedAs(base, operation)
      const other = operationNamed(others, operation.id)
      return own === undefined
        ? []
        : [{ operation, base: own, revision: other === undefined ? undefined : describedAs(revision, other) }]
    })
  const isChanged = (each: Candidate): boolean =>
    each.revision === undefined || wordsOf(each.base) !== wordsOf(each.revision)
  const ranked = all.toSorted((a, b) => seedOf(a.operation.id, seed) - seedOf(b.operation.id, seed))
  return [
    ...ranked.filter(isChanged).slice(0, changed),
    ...ranked.filter((each) => !isChanged(each)).slice(0, unchanged),
  ]
}

/** What the kernel asks for tokens is answered with tokens here, whatever the document says of it. */
function givesTokens({ bench }: Side, { http }: Operation): boolean {
  const urls = Object.values(bench.connector.securitySchemes).flatMap((scheme) =>
    scheme.type === 'oauth2'
      ? Object.values(scheme.flows).flatMap((flow) => ('tokenUrl' in flow ? [flow.tokenUrl] : []))
      : [],
  )
  return http?.method === 'POST' && urls.some((url) => url.replace(/[?#].*$/, '').endsWith(http.path))
}

const wordsOf = ({ method, path, contract }: Described): string => `${method} ${path} ${contract}`

export function chosenFields(
  fields: readonly Field[],
  { seed, changedFields, unchangedFields }: Budget,
): readonly Field[] {
  const rank = ({ steps }: Field): number => seedOf(steps.join('.'), seed)
  const ranked = fields.filter(({ steps }) => steps.length > 0).toSorted((a, b) => rank(a) - rank(b))
  const answer = fields.filter(({ steps }) => steps.length === 0)
  const changed = ranked.filter((field) => field.changed).slice(0, changedFields)
  return [...answer, ...changed, ...ranked.filter((field) => !field.changed).slice(0, unchangedFields)]
}
