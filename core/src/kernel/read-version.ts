import { readFileSync } from 'node:fs'

/**
 * The version of this package, from its `package.json`: two folders up from the sources, one from what is built. Read
 * at once: waiting for a thread of the file system takes a start longer than that.
 */
export async function readVersion(): Promise<string> {
  for (const path of ['../package.json', '../../package.json']) {
    const { name, version } = manifestAt(new URL(path, import.meta.url))
    if (name === '@jackfield/core' && version !== undefined) return version
  }
  return 'unknown'
}

function manifestAt(url: URL): { readonly name?: string; readonly version?: string } {
  let text: string
  try {
    text = readFileSync(url, 'utf8')
  } catch {
    return {}
  }
  return JSON.parse(text)
}
