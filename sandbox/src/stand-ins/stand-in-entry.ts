import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The file to run for a stand-in: the built one from a build, the source from the sources. */
export function standInEntry(name: string): string {
  const here = fileURLToPath(import.meta.url)
  const root = packageRoot(dirname(here))
  return here.endsWith('.ts')
    ? join(root, 'src', 'stand-ins', name, 'main.ts')
    : join(root, 'dist', 'stand-ins', name, 'main.js')
}

function packageRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  const parent = dirname(folder)
  if (parent === folder) throw new Error('The stand-ins are not inside their package')
  return packageRoot(parent)
}
