import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { argumentInvalid } from '../../errors/index.ts'
import type { Connector, ConnectorId, Problem } from '../../model/index.ts'
import { declareConnector } from '../declare/declare-connector.ts'
import { declarationsIn } from './declarations-in.ts'
import { fileName, indexName } from './file-names.ts'
import { indexText } from './index-text.ts'
import { isCurrent, isOurs, modelDigest, stamped } from './stamp.ts'
import { writeAtomically } from './write-atomically.ts'

export interface TypesOptions {
  /** Made if it is not there; what was not written here stays. */
  readonly dir: string
  readonly connectors: readonly Connector[]
  /** What connectors were read from, for `currentTypes`: of those whose text alone tells that they are as they were. */
  readonly sources?: ReadonlyMap<ConnectorId, string>
  /** Connectors that were not read, since their declarations are current. @default none */
  readonly current?: readonly ConnectorId[]
  /** Connectors that are there and can't be read: their files stay. `null`: which they are is not known. */
  readonly unread: readonly (ConnectorId | null)[]
  /** Whether only the operations of these connectors are to have a name. */
  readonly strict: boolean
}

export interface WrittenTypes {
  /** Names of files. */
  readonly written: readonly string[]
  readonly removed: readonly string[]
  readonly unchanged: number
  /** Of what was written. */
  readonly warnings: readonly Problem[]
}

/**
 * Writes the declarations of connectors, one file each, and an index; leaves what is current, and removes those of
 * connectors that are gone. Throws `argument-invalid` before anything is written, where the folder can't be made or a
 * file of one of these names is not ours.
 */
export async function writeTypes({ dir, strict, ...options }: TypesOptions): Promise<WrittenTypes> {
  const { connectors, sources = new Map<ConnectorId, string>(), current = [], unread } = options
  await openFolder(dir)
  const sorted = [...connectors].sort((a, b) => (a.id < b.id ? -1 : 1))
  const there = await declarationsIn(dir)
  const kept = await keptFiles(there, unread)
  const wanted = [...new Set([...[...sorted.map(({ id }) => id), ...current].map(fileName), ...kept])].sort()
  assertOurs(dir, [...wanted, indexName], there)

  const written: string[] = []
  const warnings: Problem[] = []
  for (const connector of sorted) {
    const declared = await declaration(connector, there, sources.get(connector.id))
    if (declared === null) continue
    await writeAtomically(join(dir, declared.name), declared.text)
    written.push(declared.name)
    warnings.push(...declared.warnings)
  }
  const index = indexText(wanted, strict)
  if (there.get(indexName) !== index) await writeAtomically(join(dir, indexName), index)
  const removed = [...there.keys()].filter((name) => isStale(name, wanted, there))
  for (const name of removed) await rm(join(dir, name), { force: true })
  return { written, removed, warnings, unchanged: sorted.length - written.length + current.length }
}

async function openFolder(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true })
  } catch (cause) {
    const hint = 'Name a folder that is not there yet, or may be written to.'
    throw argumentInvalid(`${dir} can’t be made: ${(cause as Error).message}.`, { hint, cause })
  }
}

type Files = ReadonlyMap<string, string>

async function keptFiles(there: Files, unread: TypesOptions['unread']): Promise<readonly string[]> {
  const ours = [...there].filter(([name, text]) => name !== indexName && isOurs(text)).map(([name]) => name)
  const names = unread.map((id) => (id === null ? null : fileName(id)))
  return ours.filter((name) => names.includes(null) || names.includes(name))
}

function assertOurs(dir: string, names: readonly string[], there: Files): void {
  const foreign = names.filter((name) => there.has(name) && !isOurs(there.get(name) ?? ''))
  if (foreign.length === 0) return
  throw argumentInvalid(`${dir} has files of other origin in the way: ${foreign.join(', ')}.`, {
    hint: 'Name a folder for the declarations alone.',
  })
}

const isStale = (name: string, wanted: readonly string[], there: Files): boolean =>
  name !== indexName && !wanted.includes(name) && isOurs(there.get(name) ?? '')

/** `null` where the file is current: from another source, too, since that is the same connector. */
async function declaration(connector: Connector, there: Files, source: string | undefined) {
  const name = fileName(connector.id)
  const model = modelDigest(connector)
  if (isCurrent(there.get(name) ?? '', model)) return null
  const { text, warnings } = await declareConnector(connector)
  const of = `connector ${JSON.stringify(connector.id)}, version ${JSON.stringify(connector.version)}.`
  return { name, text: stamped(text, { of, model, source }), warnings }
}
