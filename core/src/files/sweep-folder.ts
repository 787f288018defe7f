import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

const day = 86_400_000

/** Removes files whose time is over, and what was left behind by a process that died while it wrote. */
export async function sweepFolder(folder: string, now: number): Promise<void> {
  for (const organisation of await namesIn(folder)) {
    const names = await namesIn(join(folder, organisation))
    for (const name of names) {
      const path = join(folder, organisation, name)
      if (name.endsWith('.json') ? await isOver(path, now) : !names.includes(`${name}.json`) && (await isStale(path))) {
        await rm(path, { force: true })
        if (name.endsWith('.json')) await rm(path.slice(0, -'.json'.length), { force: true })
      }
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => [])
}

async function isOver(path: string, now: number): Promise<boolean> {
  try {
    const { until } = JSON.parse(await readFile(path, 'utf8')) as { readonly until?: number }
    return typeof until === 'number' && until <= now
  } catch {
    return false
  }
}

/** Nobody writes at one file for a day. By the file system's time: a kernel's own clock may be another. */
async function isStale(path: string): Promise<boolean> {
  const about = await stat(path).catch(() => undefined)
  return about?.isFile() === true && about.mtimeMs < Date.now() - day
}
