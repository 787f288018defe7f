import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The sandbox's own folder, the same from the sources and from the build. */
export const packageFolder: string = above(dirname(fileURLToPath(import.meta.url)))

/** The drop-in connectors that come with the project. */
export const connectorsFolder: string = join(packageFolder, '..', 'plugins', 'connectors')

/** Connectors that show something else of the same services. */
export const sandboxConnectorsFolder: string = join(packageFolder, 'connectors')

/** The scenario's flow, and in `corrected/` what it becomes. */
export const flowsFolder: string = join(packageFolder, 'flows')

function above(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  const parent = dirname(folder)
  if (parent === folder) throw new Error('The scenario is not inside its package.')
  return above(parent)
}
