import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { argumentInvalid } from '../errors/index.ts'
import type { Problem } from '../model/index.ts'
import type { DocumentFile } from '../usage/index.ts'

export interface Documents {
  /** Sorted by path. */
  readonly files: readonly DocumentFile[]
  /** What could not be read: it may have been a flow. */
  readonly problems: readonly Problem[]
}

/**
 * Every YAML and JSON file below a folder, links followed; hidden files and installed packages are left out. Throws
 * `argument-invalid` when it is no folder.
 */
export async function documentsIn(folder: string, shownAs: string): Promise<Documents> {
  const found = { files: [] as DocumentFile[], problems: [] as Problem[] }
  if (!(await stat(folder)).isDirectory())
    throw argumentInvalid(`${shownAs} is no folder.`, { hint: 'Name the folder that holds the flows.' })
  await collect({ folder, below: '', above: [] }, found)
  return { ...found, files: found.files.sort((a, b) => (a.path < b.path ? -1 : 1)) }
}

interface Walk {
  readonly folder: string
  /** The folder that is looked at: relative, with `/` at its end. */
  readonly below: string
  /** Real paths of the folders that it lies in, so that a link to one of them is not followed for ever. */
  readonly above: readonly string[]
}

type Found = { readonly files: DocumentFile[]; readonly problems: Problem[] }

async function collect({ folder, below, above }: Walk, found: Found): Promise<void> {
  const here = await realpath(join(folder, below))
  if (above.includes(here)) return
  for (const name of await readdir(here)) {
    if (name.startsWith('.') || name === 'node_modules') continue
    const path = below + name
    try {
      const entry = await stat(join(here, name))
      if (entry.isDirectory()) await collect({ folder, below: `${path}/`, above: [...above, here] }, found)
      else if (isDocument(name) && entry.size > largest) found.problems.push(tooLarge(path))
      else if (isDocument(name)) found.files.push({ path, text: decode(await readFile(join(here, name))) })
    } catch (cause) {
      if (isDocument(name) || isRefused(cause)) found.problems.push(unreadable(path, cause as Error))
    }
  }
}

/** In bytes: no reader is asked about more. */
const largest = 10 * 1024 * 1024

const isDocument = (name: string): boolean => /\.(ya?ml|json)$/i.test(name)

const isRefused = (cause: unknown): boolean => (cause as NodeJS.ErrnoException).code === 'EACCES'

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
}

function tooLarge(file: string): Problem {
  return {
    code: 'flow-too-large',
    message: 'The file is larger than 10 MiB, and is not read.',
    file,
    line: 1,
    column: 1,
    pointer: '',
    hint: 'Divide it, or take it out of the folder of flows.',
  }
}

function unreadable(file: string, { message }: Error): Problem {
  return {
    code: 'flow-unreadable',
    message: `It can't be read: ${message}`,
    file,
    hint: 'Make it a readable UTF-8 file, or take it out of the folder of flows.',
  }
}
