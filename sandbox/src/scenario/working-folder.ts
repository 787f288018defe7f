import { rmSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectorsFolder, flowsFolder } from './package-folder.ts'

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
  /** Copies a connector of the project in, or what `edit` makes of its manifest. */
  dropIn(connector: string, edit?: (manifest: string) => string): Promise<void>
  /** Saves what `change` makes of a connector's manifest. */
  edit(connector: string, change: (manifest: string) => string): Promise<void>
  manifest(connector: string): Promise<string>
  manifestPath(connector: string): string
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
  const manifestPath = (connector: string): string => join(connectors, connector, 'connector.yaml')
  const manifest = (connector: string): Promise<string> => readFile(manifestPath(connector), 'utf8')
  return {
    connectors,
    base,
    flows,
    database: join(root, 'state', 'jackfield.db'),
    key: join(root, 'state', 'key'),
    manifest,
    manifestPath,
    async dropIn(connector, edit = (text) => text) {
      const text = await readFile(join(connectorsFolder, connector, 'connector.yaml'), 'utf8')
      await mkdir(join(connectors, connector))
      await writeFile(manifestPath(connector), edit(text))
    },
    edit: async (connector, change) => writeFile(manifestPath(connector), change(await manifest(connector))),
    keep: (connector) => cp(join(connectors, connector), join(base, connector), { recursive: true, force: true }),
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
