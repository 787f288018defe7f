import { extensionProblem } from '../load/index.ts'
import { type ConnectorId, type Held, modelVersion, type Problem, type Revision, type Scope } from '../model/index.ts'
import type { Register } from '../register/index.ts'
import type { Candidate, Draft } from './candidate.ts'
import { baseFor, chainOf, layOver } from './lay-over.ts'

/** What is staged: a connector as it would be, or its removal. */
export interface Subject {
  readonly scope: Scope
  readonly connector: ConnectorId
  /** Whether it goes away for everybody. */
  readonly isRemoval: boolean
  /** What it extends. */
  readonly base?: ConnectorId
  /** What it would be for an organisation, or for everybody (`null`): an extension differs with its base. */
  next(organisation: string | null): Revision | null
}

export function arrivalOf({ scope, id, model, source }: Candidate): Subject {
  const { version } = model
  const revision: Revision = {
    id,
    scope,
    connector: model.id,
    version,
    model: { ...model, model: modelVersion },
    source,
  }
  return { scope, connector: model.id, isRemoval: false, next: () => revision }
}

export function removalOf(scope: Scope, connector: ConnectorId): Subject {
  return { scope, connector, isRemoval: true, next: () => null }
}

/** A change that waits; its revision stays the one that was weighed. */
export function heldSubject({ scope, connector }: Held, revision: Revision | null): Subject {
  return { scope, connector, isRemoval: revision === null, next: () => revision }
}

export function extensionSubject(register: Register, draft: Draft): Subject {
  const { scope, model } = draft
  const next = (organisation: string | null): Revision | null => {
    const base = baseFor(register, draft, organisation)
    return chainOf(register, base).includes(model.id) ? null : layOver(draft, base).revision
  }
  return { scope, connector: model.id, isRemoval: false, ...(model.extends && { base: model.extends }), next }
}

/** Why an extension can't serve as it is, or what to warn of. */
export function problemsOf(register: Register, draft: Draft): readonly Problem[] {
  const base = baseFor(register, draft, null)
  const chain = chainOf(register, base)
  if (!chain.includes(draft.model.id)) return layOver(draft, base).problems
  return [{ ...extensionProblem.circle([draft.model.id, ...chain]), ...draft.place('/extends') }]
}
