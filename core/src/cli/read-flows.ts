import { readdir, readFile } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { argumentInvalid } from '../errors/index.ts'
import type { Assessment } from '../impact/index.ts'
import type { Connector, Problem } from '../model/index.ts'
import type { DocumentFile, FieldRename, ReadDependent, UsageReader } from '../usage/index.ts'
import type { Invocation } from './command.ts'
import { withProgress } from './progress.ts'

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
}

/**
 * Reads every document below a folder that a reader of the extensions knows. Throws `argument-invalid` when the folder can't
 * be read, or nothing here reads flows.
 */
export async function readFlows(invocation: Invocation, { dir, connectors }: FlowsRequest): Promise<Flows> {
  const { io } = invocation
  const readers = (await invocation.extensions()).flatMap((extension) => extension.usageReaders ?? [])
  if (readers.length === 0)
    throw argumentInvalid('Nothing here reads flows.', {
      hint: 'Add @jackfield/flows to the project, or name your extension in jackfield.config.ts.',
    })
  const files = await withProgress(io, 'reading flows', () => documentsIn(resolve(io.cwd, dir), dir))
  const models = new Map(connectors.map((connector) => [connector.id, connector]))
  const readings = files.flatMap((file) => {
    const reader = readers.find((one) => one.claims(file))
    return reader === undefined ? [] : [{ file, reader, read: reader.read(file, (id) => models.get(id)) }]
  })
  const readerOf = new Map<string, UsageReader>(
    readings.flatMap(({ read, reader }) => (read.id === null ? [] : [[read.id, reader]])),
  )
  return {
    dependents: readings.flatMap(({ file, read }) => dependentOf(file, read)),
    problems: [...readings.flatMap(({ read }) => read.problems), ...repeats(readings)],
    rewrite: (rename: FieldRename, { id }) => readerOf.get(id)?.rewrite?.(rename) ?? null,
  }
}

function dependentOf(file: DocumentFile, { id, title, usages, complete }: ReadDependent): Assessment['dependents'] {
  if (id === null) return []
  const dependent = { organisation: '', id, edition: '', kind: 'flow', ...(title !== undefined && { title }) } as const
  return [{ dependent, usages, complete, place: { file: file.path, line: 1, pointer: '' } }]
}

/** Two documents of one id: which of them is meant, nobody knows. */
function repeats(
  readings: readonly { readonly file: DocumentFile; readonly read: ReadDependent }[],
): readonly Problem[] {
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

async function documentsIn(folder: string, shown: string): Promise<readonly DocumentFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: Error) => {
    throw argumentInvalid(`${shown} can't be read: ${cause.message}`, { cause })
  })
  const paths = entries
    .filter((entry) => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (path) =>
        !relative(folder, path)
          .split(sep)
          .some((part) => part.startsWith('.') || part === 'node_modules'),
    )
  const files = paths.map(async (path) => ({
    path: relative(folder, path).split(sep).join('/'),
    text: await readFile(path, 'utf8'),
  }))
  return (await Promise.all(files)).sort((a, b) => (a.path < b.path ? -1 : 1))
}
