import { rmSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { editFiles, type Files, readFiles, writeFiles } from './edit-files.ts'
import { flowsFolder } from './package-folder.ts'
import type { Edit } from './variants/index.ts'

/** The flow of the scenario. */
export const flowId = 'restock-on-completion'
export const flowFile = `${flowId}.yaml`

/** A folder that lives as long as the scenario: what it edits are copies. */
export interface WorkingFolder extends AsyncDisposable {
  /** Watched; empty at first. */
  readonly connectors: string
  /** Where connectors are kept as they were, to compare with. */
  readonly base: string
  /** The flow documents, as they were added. */
  readonly flows: string
  readonly database: string
  readonly key: string
  /** Copies a connector in from `source`, edited. */
  dropIn(connector: string, source: string, edit?: Edit): Promise<void>
  /** Edits a connector's files; writes those that are different. */
  edit(connector: string, edit: Edit): Promise<void>
  files(connector: string): Promise<Files>
  /** Writes a connector's files as they were. */
  restore(connector: string, files: Files): Promise<void>
  path(connector: string, file: string): string
  /** Keeps the connector as it is now in `base`. */
  keep(connector: string): Promise<void>
  /** Writes the scenario's flow to `flows`, as it is before or after its correction, and answers its text. */
  writeFlow(state: 'original' | 'corrected'): Promise<string>
}

export async function createWorkingFolder(): Promise<WorkingFolder> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'jackfield-')))
  const connectors = join(root, 'connectors')
  const base = join(root, 'base')
  const flows = join(root, 'flows')
  await Promise.all([connectors, base, flows].map((folder) => mkdir(folder)))
  const of = (connector: string): string => join(connectors, connector)
  return {
    connectors,
    base,
    flows,
    database: join(root, 'state', 'jackfield.db'),
    key: join(root, 'state', 'key'),
    async dropIn(connector, source, edit = []) {
      const files = editFiles(await readFiles(source), edit)
      await mkdir(of(connector))
      await writeFiles(of(connector), files)
    },
    async edit(connector, edit) {
      const files = await readFiles(of(connector))
      await writeFiles(of(connector), editFiles(files, edit), files)
    },
    files: (connector) => readFiles(of(connector)),
    restore: (connector, files) => writeFiles(of(connector), files),
    path: (connector, file) => join(of(connector), file),
    keep: (connector) => cp(of(connector), join(base, connector), { recursive: true, force: true }),
    async writeFlow(state) {
      const folder = state === 'original' ? flowsFolder : join(flowsFolder, state)
      const text = await readFile(join(folder, flowFile), 'utf8')
      await writeFile(join(flows, flowFile), text)
      return text
    },
    [Symbol.asyncDispose]: removing(root),
  }
}

/** Also when the process ends before it could be waited for. */
function removing(root: string): () => Promise<void> {
  const atOnce = (): void => rmSync(root, { recursive: true, force: true })
  process.once('exit', atOnce)
  return async () => {
    await rm(root, { recursive: true, force: true, maxRetries: 5 })
    process.off('exit', atOnce)
  }
}
