import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folders = ['../../../plugins/connectors', '../../connectors'].map((folder) =>
  fileURLToPath(new URL(folder, import.meta.url)),
)

/** Every connector of this repository. */
export const connectorNames: readonly string[] = folders.flatMap((folder) => readdirSync(folder))

/** A connector of the drop-in folder, or of the sandbox's own. */
export function connectorFolder(name: string): string {
  const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
  if (found === undefined) throw new Error(`There is no connector "${name}" in ${folders.join(' or ')}.`)
  return found
}
