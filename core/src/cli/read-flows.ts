import { resolve } from 'node:path'
import { argumentInvalid } from '../errors/index.ts'
import type { Assessment } from '../impact/index.ts'
import { sortProblems } from '../load/index.ts'
import type { Connector, Problem } from '../model/index.ts'
import type { DocumentFile, FieldRename, ReadDependent, UsageReader } from '../usage/index.ts'
import { assertReadable } from './assert-readable.ts'
import type { Invocation } from './command.ts'
import { documentsIn } from './documents-in.ts'
import { lastingWarnings } from './lasting-warnings.ts'
import { withProgress } from './progress.ts'
import { unclaimedDocument } from './unclaimed-document.ts'

/** The flows of a folder, as far as they can be read. */
export interface Flows {
  readonly dependents: Assessment['dependents']
  readonly problems: readonly Problem[]
  readonly rewrite: NonNullable<Assessment['rewrite']>
}

interface FlowsRequest {
  readonly dir: string
  /** What the flows were made against. */
  readonly connectors: readonly Connector[]
  /** What they may be corrected for already: what is declared there is not warned of. @default none */
  readonly revision?: readonly Connector[]
}

/**
 * Reads every document below a folder that a reader of the extensions knows. Throws `argument-invalid` when the folder
 * can't be read, or nothing here reads flows.
 */
export async function readFlows(invocation: Invocation, request: FlowsRequest): Promise<Flows> {
  const { io } = invocation
  const { dir, connectors } = request
  const readers = (await invocation.extensions()).flatMap((extension) => extension.usageReaders ?? [])
  if (readers.length === 0)
    throw argumentInvalid('Nothing here reads flows.', {
      hint: 'Add @jackfield/flows to the project, or name your extension in jackfield.config.ts.',
    })
  await assertReadable([dir], io)
  const { files, problems } = await withProgress(io, 'reading flows', () => documentsIn(resolve(io.cwd, dir), dir))
  const connectorOf = byId(connectors)
  const readings = files.flatMap((file): readonly Reading[] => {
    const reader = readers.find((one) => one.claims(file))
    return reader === undefined ? [] : [{ file, reader, read: reader.read(file, connectorOf) }]
  })
  const others = files.filter((file) => readings.every((reading) => reading.file !== file))
  const readerOf = new Map<string, UsageReader>(
    readings.flatMap(({ read, reader }) => (read.id === null ? [] : [[read.id, reader]])),
  )
  return {
    dependents: readings.flatMap(({ file, read }) => dependentOf(file, read)),
    problems: sortProblems([
      ...problems,
      ...(await Promise.all(others.map(unclaimedDocument))),
      ...readings.flatMap((reading) => problemsOf(reading, request)),
      ...repeats(readings),
    ]),
    rewrite: (rename: FieldRename, { id }) => readerOf.get(id)?.rewrite?.(rename) ?? null,
  }
}

interface Reading {
  readonly file: DocumentFile
  readonly reader: UsageReader
  readonly read: ReadDependent
}

function problemsOf({ file, reader, read }: Reading, { connectors, revision }: FlowsRequest): readonly Problem[] {
  if (revision === undefined) return read.problems
  return lastingWarnings(read.problems, () => reader.read(file, byId([...connectors, ...revision])).problems)
}

/** Of several of one id the last. */
function byId(connectors: readonly Connector[]): (id: string) => Connector | undefined {
  const models = new Map<string, Connector>(connectors.map((connector) => [connector.id, connector]))
  return (id) => models.get(id)
}

function dependentOf(file: DocumentFile, { id, title, usages, complete }: ReadDependent): Assessment['dependents'] {
  if (id === null) return []
  const dependent = { organisation: '', id, edition: '', kind: 'flow', ...(title !== undefined && { title }) } as const
  return [{ dependent, usages, complete, place: { file: file.path, line: 1, pointer: '' } }]
}

/** Two documents of one id: which of them is meant, nobody knows. */
function repeats(readings: readonly Reading[]): readonly Problem[] {
  const first = new Map<string, string>()
  return readings.flatMap(({ file, read: { id } }) => {
    const other = id === null ? undefined : first.get(id)
    if (id !== null && other === undefined) first.set(id, file.path)
    if (other === undefined) return []
    return [
      {
        code: 'flow-repeated',
        message: `The id "${id}" belongs to ${other} already.`,
        file: file.path,
        hint: 'Give one of them another id.',
      },
    ]
  })
}
