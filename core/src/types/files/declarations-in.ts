import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The text of every declaration file of a folder, by its name; none for what is no file that can be read. */
export async function declarationsIn(dir: string): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.d.ts')).sort()
  const read = names.map(async (name) => [name, await readFile(join(dir, name), 'utf8').catch(() => '')] as const)
  return new Map(await Promise.all(read))
}
