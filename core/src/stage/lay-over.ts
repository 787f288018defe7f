import { createHash } from 'node:crypto'
import { extendConnector, extensionOf, extensionProblem } from '../load/index.ts'
import {
  type Connector,
  type ConnectorId,
  canonicalJson,
  modelVersion,
  type Problem,
  type Revision,
  revisionId,
  type Scope,
  scopeOf,
} from '../model/index.ts'
import type { Register } from '../register/index.ts'
import type { Draft } from './candidate.ts'

export interface LaidOver {
  /** `null` where the extension does not fit, or its base is not there. */
  readonly revision: Revision | null
  readonly problems: readonly Problem[]
}

/** Every organisation has the same of the same. */
const laid = new WeakMap<Connector, WeakMap<Revision, LaidOver>>()
const taken = new WeakMap<Revision, SpokenDraft>()

/** A draft, without the entry that it came from. */
export type SpokenDraft = Omit<Draft, 'owner'>

/** An extension over one revision of its base; equal extensions over one revision are one revision. */
export function layOver(draft: SpokenDraft, base: Revision | null): LaidOver {
  const { model, place } = draft
  if (base === null) return { revision: null, problems: [{ ...extensionProblem.missing(model), ...place('/extends') }] }
  const known = laid.get(model) ?? new WeakMap<Revision, LaidOver>()
  const result = known.get(base) ?? join(draft, base)
  laid.set(model, known.set(base, result))
  return result
}

function join({ scope, model, source, place }: SpokenDraft, base: Revision): LaidOver {
  const { connector, problems } = extendConnector(model, base.model, place)
  if (connector === undefined) return { revision: null, problems }
  const digest = createHash('sha256')
    .update(canonicalJson({ model, base: base.id, modelVersion }))
    .digest('hex')
  const id = revisionId(digest)
  const revision = {
    id,
    scope,
    connector: model.id,
    version: model.version,
    model: connector,
    source,
    extends: base.id,
  }
  return { revision, problems }
}

/** What an extension says itself, from a revision of it; `null` where the one that it was laid over is not at hand. */
export async function draftOf(register: Register, revision: Revision): Promise<SpokenDraft | null> {
  const base = revision.extends === undefined ? undefined : await register.revision(revision.extends)
  if (base === undefined) return null
  const { scope, model, source } = revision
  const own = () => ({
    scope,
    model: extensionOf(model, base.model),
    source,
    place: () => ({ file: source.path ?? '' }),
  })
  const draft = taken.get(revision) ?? own()
  taken.set(revision, draft)
  return draft
}

/** What an extension of this scope is laid over: an organisation's sees its own connectors, then the host's. */
export async function baseFor(
  register: Register,
  { scope, model }: Pick<Draft, 'scope' | 'model'>,
  organisation: string | null,
): Promise<Revision | null> {
  const id = model.extends ?? ''
  const whose = scope === 'host' ? organisation : scope.slice('organisation:'.length)
  const own = scope === 'host' ? undefined : await register.activeIn(scope, id, whose)
  return own ?? (await register.activeIn('host', id, whose)) ?? null
}

/** Whether an extension of `scope` sees a connector of `base` as `organisation` uses it (`null`: as everybody does). */
export function seesBase(
  register: Register,
  scope: Scope,
  base: { readonly scope: Scope; readonly connector: ConnectorId; readonly organisation: string | null },
): boolean {
  if (scope === base.scope) return true
  if (base.scope !== 'host' || base.organisation === null || scope !== scopeOf(base.organisation)) return false
  return register.summaryIn(scope, base.connector, base.organisation) === undefined
}

/** The ids from an extension down to what it extends, while revisions that serve say so. */
export function chainOf(register: Register, revision: Revision | null): readonly ConnectorId[] {
  const chain: ConnectorId[] = []
  for (
    let next: Pick<Revision, 'connector' | 'extends'> | null = revision;
    next !== null && !chain.includes(next.connector);
  ) {
    chain.push(next.connector)
    next = next.extends === undefined ? null : (register.known(next.extends) ?? null)
  }
  return chain
}
