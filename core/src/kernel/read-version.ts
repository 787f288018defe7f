import { readFile } from 'node:fs/promises'

/** The version of this package, from its `package.json`: two folders up from the sources, one from what is built. */
export async function readVersion(): Promise<string> {
  for (const path of ['../package.json', '../../package.json']) {
    const text = await readFile(new URL(path, import.meta.url), 'utf8').catch(() => null)
    if (text === null) continue
    const { name, version } = JSON.parse(text) as { readonly name?: string; readonly version?: string }
    if (name === '@jackfield/core' && version !== undefined) return version
  }
  return 'unknown'
}
