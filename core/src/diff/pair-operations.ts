import { type Connector, canonicalJson, type Operation, operationNamed, type Rename } from '../model/index.ts'
import { inferRenames, renamedFrom } from './infer-renames.ts'
import type { Candidate } from './rename-candidate.ts'
import type { Comparing } from './schema/comparing.ts'
import { likeness } from './schema/likeness.ts'
import { withoutNames } from './server-parts.ts'

/** What became of the operations of two connectors that are one. */
export interface PairedOperations {
  /** With `rename` where the ids differ. */
  readonly both: readonly { readonly base: Operation; readonly revision: Operation; readonly rename?: Rename }[]
  readonly added: readonly Operation[]
  /** With a rename that is likely, but not enough to be taken for one. */
  readonly removed: readonly { readonly base: Operation; readonly suggested?: Rename }[]
}

/** Pairs operations by id and by what else names them, by `formerly`, and what is left by what they look like. */
export function pairOperations(base: Connector, revision: Connector, by: Comparing): PairedOperations {
  const kept = keptOperations(base, revision)
  const gone = Object.values(base.operations).filter((operation) => !kept.has(operation))
  const heirs = new Set(kept.values())
  const come = Object.values(revision.operations).filter((operation) => !heirs.has(operation))
  const declared = declaredRenames(gone, come)
  const inferred = inferredRenames(without(gone, declared, 'base'), without(come, declared, 'revision'), by)
  const renamed = [...declared, ...inferred.filter((pair) => pair.rename.confidence >= renamedFrom)]
  const suggested = new Map(inferred.map((pair) => [pair.base, pair.rename]))
  return {
    both: [...[...kept].map(([one, heir]) => ({ base: one, revision: heir })), ...renamed],
    added: without(come, renamed, 'revision'),
    removed: without(gone, renamed, 'base').map((one) => {
      const rename = suggested.get(one)
      return { base: one, ...(rename === undefined ? {} : { suggested: rename }) }
    }),
  }
}

/** What is still named by the id that it had; an id of its own comes before an alias of another. */
function keptOperations(base: Connector, revision: Connector): ReadonlyMap<Operation, Operation> {
  const kept = new Map<Operation, Operation>()
  const all = Object.values(base.operations)
  const sameId = all.filter(({ id }) => Object.hasOwn(revision.operations, id))
  for (const one of sameId) kept.set(one, revision.operations[one.id] as Operation)
  const taken = new Set(kept.values())
  for (const one of all.filter((each) => !kept.has(each))) {
    const heir = operationNamed(revision.operations, one.id)
    if (heir === undefined || taken.has(heir)) continue
    kept.set(one, heir)
    taken.add(heir)
  }
  return kept
}

interface Renamed {
  readonly base: Operation
  readonly revision: Operation
  readonly rename: Rename
}

function without(
  operations: readonly Operation[],
  pairs: readonly Renamed[],
  side: 'base' | 'revision',
): readonly Operation[] {
  const paired = new Set(pairs.map((pair) => pair[side]))
  return operations.filter((operation) => !paired.has(operation))
}

/** What `formerly` says is certain: also that two have become one. Of two that say the same id, the first has it. */
function declaredRenames(gone: readonly Operation[], come: readonly Operation[]): readonly Renamed[] {
  const heirs = new Map<string, Operation>()
  for (const heir of come) for (const id of heir.formerly ?? []) if (!heirs.has(id)) heirs.set(id, heir)
  return gone.flatMap((one) => {
    const heir = heirs.get(one.id)
    if (heir === undefined) return []
    return [{ base: one, revision: heir, rename: { from: one.id, to: heir.id, confidence: 1 } }]
  })
}

function inferredRenames(gone: readonly Operation[], come: readonly Operation[], by: Comparing): readonly Renamed[] {
  const pairs = inferRenames({
    removed: candidates(gone),
    added: candidates(come),
    likeness: (one, other) => operationLikeness(one, other, by),
    isTelling: (one, other) => endpoint(one) !== noCode && endpoint(one) === endpoint(other),
  })
  return pairs.map(({ removed, added, rename }) => ({ base: removed.thing, revision: added.thing, rename }))
}

function candidates(operations: readonly Operation[]): readonly Candidate<Operation>[] {
  return operations.map((thing) => ({
    name: thing.id,
    thing,
    required: false,
    description: thing.title,
  }))
}

function operationLikeness(base: Operation, revision: Operation, by: Comparing): number {
  if (base.kind !== revision.kind) return 0
  const input = likeness(by.base.node(base.input), by.revision.node(revision.input), by)
  const output = likeness(by.base.node(base.output), by.revision.node(revision.output), by)
  return 0.3 * input + 0.3 * output + (endpoint(base) === endpoint(revision) ? 0.4 : 0)
}

/** Of an operation without a request or a function of its own, such as a webhook. */
const noCode = canonicalJson(null)

function endpoint(operation: Operation): string {
  const http = operation.http ?? operation.poll?.http
  return http === undefined ? canonicalJson(operation.code ?? null) : `${http.method} ${withoutNames(http.path)}`
}
