import type { AssessedDependent } from '../impact/index.ts'
import { type Binding, type RevisionId, splitOperation } from '../model/index.ts'
import type { Register } from '../register/index.ts'
import type { ComparedPair, Comparison } from './comparison.ts'

/** What some dependents are weighed from. */
export interface Basis {
  readonly pairs: readonly ComparedPair[]
  /** Revisions of other connectors that they are bound to, where something else serves their organisation. */
  readonly elsewhere: readonly RevisionId[]
}

/** A dependent with the revisions that it has. */
export interface Weighed extends AssessedDependent {
  /** To the compared connectors' operations. @default what serves its organisation */
  readonly bindings?: readonly Binding[]
  /** To others. @default what serves its organisation */
  readonly elsewhere?: readonly Binding[]
}

interface Group {
  readonly basis: Basis
  readonly dependents: readonly Weighed[]
}

/** The dependents by the revisions that they are bound to: nearly always one group, unless some moved before others. */
export async function groupsOf(
  register: Register,
  { organisation, pairs }: Comparison,
  dependents: readonly Weighed[],
): Promise<readonly Group[]> {
  const groups = new Map<string, { readonly bound: Bound; readonly dependents: Weighed[] }>()
  for (const dependent of dependents) {
    const bound = boundOf(register, { organisation, pairs }, dependent)
    const key = JSON.stringify(bound)
    const group = groups.get(key) ?? { bound, dependents: [] }
    group.dependents.push(dependent)
    groups.set(key, group)
  }
  return Promise.all(
    [...groups.values()].map(async ({ bound, dependents: own }) => ({
      basis: { pairs: await pairsFrom(register, pairs, bound), elsewhere: bound.elsewhere },
      dependents: own,
    })),
  )
}

interface Bound {
  /** For each pair. */
  readonly from: readonly RevisionId[]
  readonly elsewhere: readonly RevisionId[]
}

function boundOf(register: Register, { organisation, pairs }: Comparison, weighed: Weighed): Bound {
  const { bindings = [], elsewhere = [] } = weighed
  const byConnector = new Map(
    bindings.map(({ operation, revision }) => [splitOperation(operation)?.connector, revision] as const),
  )
  const strays = elsewhere.filter(({ operation, scope, revision }) => {
    const connector = splitOperation(operation)?.connector ?? ''
    return register.summaryIn(scope, connector, organisation)?.id !== revision
  })
  return {
    from: pairs.map(({ base, from }) => byConnector.get(base.id) ?? from),
    elsewhere: [...new Set(strays.map(({ revision }) => revision))].sort(),
  }
}

async function pairsFrom(
  register: Register,
  pairs: readonly ComparedPair[],
  { from }: Bound,
): Promise<readonly ComparedPair[]> {
  return Promise.all(
    pairs.map(async (pair, index) => {
      const id = from[index]
      if (id === undefined || id === pair.from) return pair
      const bound = await register.revision(id)
      return bound === undefined ? pair : { ...pair, base: bound.model, from: id }
    }),
  )
}
