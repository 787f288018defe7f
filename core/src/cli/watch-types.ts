import { stat } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import type { Log } from '../model/index.ts'
import { type WatchedFolder, watchFolder } from '../watch/index.ts'
import type { Io } from './command.ts'
import { printProblem } from './print-problem.ts'
import { printRegenerated, type Regenerated, regenerateTypes, type TypesRequest } from './regenerate-types.ts'

/**
 * Writes what changes until the command is interrupted; what goes wrong meanwhile is said, and tried again. `first`:
 * what was written and said already.
 */
export async function watchTypes(request: TypesRequest, first: Regenerated): Promise<void> {
  const { paths, io } = request
  const interrupted = io.interrupted?.() ?? new AbortController().signal
  const again = oneAtATime(regenerating(request, first))
  const watched = await Promise.all(paths.map((path) => watch(resolve(io.cwd, path), io, again.ask)))
  try {
    await Promise.all(watched.map(({ ready }) => ready))
    again.begin()
    // What was changed before there was anybody to hear of it.
    again.ask()
    io.err('Watching; Ctrl-C ends it.\n')
    await ended(interrupted)
  } finally {
    await Promise.all(watched.map((each) => each.close()))
    await again.idle()
  }
}

/** Says what changed, and nothing where nothing did. */
function regenerating(request: TypesRequest, first: Regenerated): () => Promise<void> {
  let known = textOf(first)
  return async () => {
    try {
      const regenerated = await regenerateTypes(request)
      const problems = textOf(regenerated)
      if (regenerated.changed || problems !== known) printRegenerated(regenerated, request.io)
      known = problems
    } catch (error) {
      const { message, hint } = error as Error & { readonly hint?: string }
      request.io.err(`${message}\n${hint === undefined ? '' : `  hint: ${hint}\n`}`)
    }
  }
}

const textOf = ({ problems }: Regenerated): string => problems.map(printProblem).join('')

/** A single file is watched with its folder. */
async function watch(path: string, { err }: Io, changed: () => void): Promise<WatchedFolder> {
  const isFolder = (await stat(path)).isDirectory()
  const isMeant = (name: string): boolean => isFolder || name === basename(path)
  return watchFolder({
    dir: isFolder ? path : dirname(path),
    log: logTo(err),
    async examine({ name }) {
      if (isMeant(name)) changed()
      return 'done'
    },
    gone({ name }) {
      if (isMeant(name)) changed()
    },
  })
}

function logTo(err: Io['err']): Log {
  const say = (message: string): void => err(`${message}\n`)
  return { debug() {}, info() {}, warn: say, error: say }
}

/** Runs the work for everything that was asked since it began, once more; not before `begin`. */
function oneAtATime(work: () => Promise<void>): { ask(): void; begin(): void; idle(): Promise<void> } {
  let running = Promise.resolve()
  let asked = false
  let begun = false
  async function run(): Promise<void> {
    asked = false
    await work()
  }
  return {
    ask() {
      if (!begun || asked) return
      asked = true
      running = running.then(run)
    },
    begin() {
      begun = true
    },
    idle: () => running,
  }
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
