import { extensionProblem } from '../load/index.ts'
import { type ConnectorId, type Held, modelVersion, type Problem, type Revision, type Scope } from '../model/index.ts'
import type { Register } from '../register/index.ts'
import type { Candidate, Draft } from './candidate.ts'

/** What is staged: a connector as it would be, or its removal. */
export interface Subject {
  readonly scope: Scope
  readonly connector: ConnectorId
  /** Whether it goes away for everybody. */
  readonly isRemoval: boolean
  /** Whether `connector:ready` was told of it. */
  readonly isToldReady?: boolean
  /** What it extends. */
  readonly base?: ConnectorId
  /** What it would be for an organisation, or for everybody (`null`): an extension differs with its base. */
  next(organisation: string | null): Promise<Revision | null>
}

/** `isToldReady`: its being there was told of when it was only known by name. */
export function arrivalOf(
  candidate: Candidate,
  { isToldReady = false }: { readonly isToldReady?: boolean } = {},
): Subject {
  const { scope, model } = candidate
  const revision = revisionOf(candidate)
  const next = async (): Promise<Revision> => revision
  return { scope, connector: model.id, isRemoval: false, ...(isToldReady && { isToldReady }), next }
}

export function revisionOf({ scope, id, model, source }: Candidate): Revision {
  const { id: connector, version } = model
  return { id, scope, connector, version, model: { ...model, model: modelVersion }, source }
}

export function removalOf(scope: Scope, connector: ConnectorId): Subject {
  return { scope, connector, isRemoval: true, next: async () => null }
}

/** A change that waits; its revision stays the one that was weighed. */
export function heldSubject({ scope, connector }: Held, revision: Revision | null): Subject {
  return { scope, connector, isRemoval: revision === null, next: async () => revision }
}

export function extensionSubject(register: Register, draft: Draft): Subject {
  const { scope, model } = draft
  const next = async (organisation: string | null): Promise<Revision | null> => {
    const { baseFor, chainOf, layOver } = await layingOver()
    const base = await baseFor(register, draft, organisation)
    return chainOf(register, base).includes(model.id) ? null : layOver(draft, base).revision
  }
  return { scope, connector: model.id, isRemoval: false, ...(model.extends && { base: model.extends }), next }
}

/** Why an extension can't serve as it is, or what to warn of. */
export async function problemsOf(register: Register, draft: Draft): Promise<readonly Problem[]> {
  const { baseFor, chainOf, layOver } = await layingOver()
  const base = await baseFor(register, draft, null)
  const chain = chainOf(register, base)
  if (!chain.includes(draft.model.id)) return layOver(draft, base).problems
  return [{ ...extensionProblem.circle([draft.model.id, ...chain]), ...draft.place('/extends') }]
}

/** What lays one over another validates it: loaded where there is an extension. */
function layingOver(): Promise<typeof import('./lay-over.ts')> {
  return import('./lay-over.ts')
}
