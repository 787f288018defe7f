import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { argumentInvalid } from '../errors/index.ts'
import type { Problem } from '../model/index.ts'

/** Two folders with nothing but the entries of a test in them. */
export interface StagedEntries {
  readonly tested: string
  readonly beside: string
  /** A problem with its file as the test named it. */
  named(problem: Problem): Problem
  remove(): Promise<void>
}

export async function stageEntries(tested: readonly string[], beside: readonly string[]): Promise<StagedEntries> {
  const root = await mkdtemp(join(tmpdir(), 'jackfield-test-'))
  const from = new Map<string, string>()
  const stage = async (folder: string, entries: readonly string[]): Promise<string> => {
    const into = join(root, folder)
    await mkdir(into)
    for (const entry of entries) {
      const name = basename(resolve(entry))
      await cp(entry, join(into, name), { recursive: true }).catch((error: unknown) => {
        throw unread(entry, error)
      })
      from.set(join(into, name), join(dirname(entry), name))
    }
    return into
  }
  const remove = (): Promise<void> => rm(root, { recursive: true, force: true })
  try {
    return { tested: await stage('tested', tested), beside: await stage('beside', beside), remove, named }
  } catch (error) {
    await remove()
    throw error
  }

  function named(problem: Problem): Problem {
    const { file } = problem
    const [staged, original] = [...from].find(([path]) => file?.startsWith(path)) ?? []
    if (file === undefined || staged === undefined || original === undefined) return problem
    return { ...problem, file: original + file.slice(staged.length) }
  }
}

function unread(entry: string, cause: unknown): unknown {
  if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') return cause
  return argumentInvalid(`There is no connector at "${entry}": ${resolve(entry)} does not exist.`, {
    cause,
    hint: 'Give a path from the folder that the tests run in, or an absolute one.',
  })
}
