import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Edit } from './variants/index.ts'

/** The texts of a folder by file name. */
export type Files = ReadonlyMap<string, string>

export async function readFiles(folder: string): Promise<Files> {
  const names = (await readdir(folder)).toSorted()
  const read = async (name: string): Promise<[string, string]> => [name, await readFile(join(folder, name), 'utf8')]
  return new Map(await Promise.all(names.map(read)))
}

/** Makes every replacement in each file that has the text, and throws where none does. */
export function editFiles(files: Files, edit: Edit): Files {
  const edited = new Map(files)
  for (const { from, to } of edit) {
    const having = [...edited].filter(([, text]) => text.includes(from))
    if (having.length === 0) throw new Error(`There is no "${from}" to be replaced.`)
    for (const [name, text] of having) edited.set(name, text.replaceAll(from, to))
  }
  return edited
}

/** Writes what is not so already. */
export async function writeFiles(folder: string, files: Files, before: Files = new Map()): Promise<void> {
  for (const [name, text] of files) if (before.get(name) !== text) await writeFile(join(folder, name), text)
}
