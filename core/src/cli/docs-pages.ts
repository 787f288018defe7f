import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { marker } from '../describe/index.ts'
import { argumentInvalid } from '../errors/index.ts'

export interface Pages {
  /** Absolute. */
  readonly dir: string
  /** How messages name the folder. */
  readonly shownAs: string
  /** Text by file name. */
  readonly pages: ReadonlyMap<string, string>
  /** File names that stay as they are, if they are there. */
  readonly kept: ReadonlySet<string>
}

/** What was done, in file names; sorted. */
export interface PagesWritten {
  readonly written: readonly string[]
  readonly removed: readonly string[]
}

/**
 * Makes the pages of a folder those that are given: writes what is new or differs, removes pages of ours that are not
 * among them, and touches nothing else. Throws `argument-invalid` before anything is written where somebody else's file
 * is in the way.
 */
export async function writePages({ dir, shownAs, pages, kept }: Pages): Promise<PagesWritten> {
  const found = await ours({ dir, shownAs })
  const foreign = [...pages.keys()].filter((name) => found.get(name) === null)
  if (foreign.length > 0)
    throw argumentInvalid(
      `${foreign.map((name) => join(shownAs, name)).join(', ')} was not written by jackfield docs.`,
      {
        hint: 'Move it away, or name another folder with -o.',
      },
    )
  await mkdir(dir, { recursive: true })
  const written = [...pages].filter(([name, text]) => found.get(name) !== text)
  for (const [name, text] of written) await writeFile(join(dir, name), text)
  const removed = [...found].flatMap(([name, text]) =>
    text === null || pages.has(name) || kept.has(name) ? [] : [name],
  )
  for (const name of removed) await rm(join(dir, name))
  return { written: written.map(([name]) => name).sort(), removed: removed.sort() }
}

/** The Markdown files of a folder: the text of each of ours, `null` for those of others. */
async function ours({ dir, shownAs }: Pick<Pages, 'dir' | 'shownAs'>): Promise<ReadonlyMap<string, string | null>> {
  const entries = await readdir(dir, { withFileTypes: true }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return []
    throw argumentInvalid(`${shownAs} is no folder that can be written to: ${cause.message}`, {
      hint: 'Name another with -o.',
      cause,
    })
  })
  const pages = new Map<string, string | null>()
  for (const entry of entries.filter(({ name }) => name.endsWith('.md'))) {
    const text = entry.isFile() ? await readFile(join(dir, entry.name), 'utf8') : ''
    pages.set(entry.name, text.startsWith(`${marker}\n`) ? text : null)
  }
  return pages
}
