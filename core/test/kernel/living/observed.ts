import { DatabaseSync } from 'node:sqlite'
import type { Held, Revision } from '../../../src/index.ts'
import type { Version } from './bells.ts'
import { documents, runs } from './desk.ts'
import type { Model } from './model.ts'

/** What a kernel's store says, read past the kernel. */
export interface Observed {
  /** By organisation. */
  readonly organisations: Readonly<Record<string, ObservedOrganisation>>
  readonly runs: Readonly<Record<string, Version>>
}

interface ObservedOrganisation {
  readonly serving: Version | null
  /** By flow: what it reads, and what it is bound to. */
  readonly flows: Readonly<Record<string, string>>
  readonly changes: readonly string[]
}

/** Versions by revision, also of those that are not kept any more. */
export type Known = Map<string, Version>

export function observe(
  path: string,
  names: readonly string[],
  known: Known,
): Observed & { readonly held: readonly Held[] } {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    const all = <Row>(query: string) => database.prepare(query).all() as Row[]
    for (const { data } of all<{ data: string }>('select data from revisions')) {
      const { id, version } = JSON.parse(data)
      known.set(id, version)
    }
    const versionOf = (id: string | null) => (id === null ? null : (known.get(id) ?? id))
    const active = all<{ organisation: string; revision: string }>(
      "select organisation, revision from active where connector = 'bell'",
    )
    const rowOf = (organisation: string) => active.find((row) => row.organisation === organisation)?.revision
    const bindings = all<{ organisation: string; dependent: string; revision: string }>('select * from bindings')
    const held = all<{ data: string }>("select data from held where connector = 'bell' order by since, id").map(
      ({ data }) => JSON.parse(data) as Held,
    )
    const records = (collection: string) =>
      all<{ id: string; data: string }>(`select id, data from records where collection = '${collection}'`)
    const organisations = names.map((name) => {
      const flows = records(documents).flatMap(({ id, data }) => {
        const [organisation, flow = ''] = id.split('/')
        if (organisation !== name) return []
        const bound = bindings.filter((one) => one.organisation === name && one.dependent === flow)
        const to = [...new Set(bound.map(({ revision }) => versionOf(revision)))].join('+') || null
        return [[flow, `${JSON.parse(JSON.parse(data)).field} of ${to}`] as const]
      })
      const own = held.filter(({ organisation }) => organisation === name)
      return [
        name,
        {
          serving: versionOf((rowOf(name) ?? rowOf('')) || null),
          flows: Object.fromEntries(flows.sort()),
          changes: own
            .map((one) => changeText({ ...one, base: versionOf(one.base) ?? '', revision: versionOf(one.revision) }))
            .sort(),
        },
      ] as const
    })
    return {
      held,
      organisations: Object.fromEntries(organisations),
      runs: Object.fromEntries(records(runs).map(({ id, data }) => [id, versionOf(JSON.parse(data).revision) ?? ''])),
    }
  } finally {
    database.close()
  }
}

interface ChangeText {
  readonly base: string
  readonly revision: string | null
  readonly state: string
  readonly moved?: readonly string[]
}

function changeText({ base, revision, state, moved = [] }: ChangeText): string {
  return `${base} > ${revision} ${state}${moved.length > 0 ? ` ${[...moved].sort()}` : ''}`
}

/** The same of what is expected. */
export function expected(model: Model): Observed {
  const organisations = [...model.organisations].map(([name, { serving, flows, changes }]) => {
    const told = [...flows].map(([id, { field, bound }]) => [id, `${field} of ${bound}`] as const)
    return [name, { serving, flows: Object.fromEntries(told.sort()), changes: changes.map(changeText).sort() }] as const
  })
  return {
    organisations: Object.fromEntries(organisations),
    runs: Object.fromEntries([...model.runs].map(([id, { version }]) => [id, version])),
  }
}

/**
 * The revisions that something uses, by what is documented of that, that a rollback may go back to, and those that are
 * there.
 */
export function usedAndKept(path: string): Readonly<Record<'used' | 'back' | 'kept', ReadonlySet<string>>> {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    const all = <Row>(query: string) => database.prepare(query).all() as Row[]
    const active = all<ActiveRow>('select connector, organisation, revision from active')
    const changes = all<{ data: string }>('select data from held').map(({ data }) => JSON.parse(data) as Held)
    const held = changes.filter(({ state }) => state === 'held')
    const stands = changes.filter((one) => one.state === 'approved' && servingOf(active, one) === one.revision)
    const bound = all<{ revision: string }>('select revision from bindings')
    const begun = all<{ data: string }>(`select data from records where collection = '${runs}'`)
    const stored = all<{ data: string }>('select data from revisions').map(({ data }) => JSON.parse(data) as Revision)
    const below = new Map<string, string | undefined>(stored.map((one) => [one.id, one.extends]))
    const used = [
      // An organisation that let it go has a row that says so.
      ...[...active, ...bound].flatMap(({ revision }) => (revision === '' ? [] : revision)),
      ...begun.map(({ data }) => JSON.parse(data).revision),
      ...held.flatMap((one) => [
        ...basesOf(one),
        one.revision,
        ...(one.extensions ?? []).map(({ revision }) => revision),
      ]),
    ]
    return {
      used: withBelow(used, below),
      back: withBelow(stands.flatMap(basesOf), below),
      kept: new Set(stored.map(({ id }) => id)),
    }
  } finally {
    database.close()
  }
}

interface ActiveRow {
  readonly connector: string
  readonly organisation: string
  readonly revision: string
}

function servingOf(active: readonly ActiveRow[], { connector, organisation }: Held): string | null {
  const rowOf = (whose: string) => active.find((one) => one.connector === connector && one.organisation === whose)
  return (rowOf(organisation) ?? rowOf(''))?.revision || null
}

function basesOf({ base, extensions = [] }: Held): readonly (string | null)[] {
  return [base, ...extensions.map((one) => one.base)]
}

/** With what they extend. */
function withBelow(
  ids: readonly (string | null)[],
  below: ReadonlyMap<string, string | undefined>,
): ReadonlySet<string> {
  const found = new Set<string>()
  for (const id of ids)
    for (let next = id ?? undefined; next !== undefined && !found.has(next); next = below.get(next)) found.add(next)
  return found
}
