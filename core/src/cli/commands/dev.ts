import { resolve } from 'node:path'
import { argumentInvalid, isJackfieldError } from '../../errors/index.ts'
import { isError } from '../../model/index.ts'
import { type WatchedFolder, watchFolder } from '../../watch/index.ts'
import { assertReadable } from '../assert-readable.ts'
import type { Command, Invocation, Io } from '../command.ts'
import { createDevFlows } from '../dev/dev-flows.ts'
import { type DevKernel, openDevKernel, organisation } from '../dev/dev-kernel.ts'
import { devTarget } from '../dev/dev-target.ts'
import { type Looking, look, type View } from '../dev/look.ts'
import { saidBetween } from '../dev/said-between.ts'
import { settledCalls } from '../dev/settled-calls.ts'
import { writeBlock } from '../dev/write-block.ts'
import { readConnectionFile } from '../read-connection-file.ts'

/** Milliseconds without events after which a save is held to be whole. */
const quiet = 100

export const devCommand: Command = {
  name: 'dev',
  summary: 'Watch connectors while they are edited: every problem, change and impact as it happens.',
  synopsis: 'DIR [--flows DIR]',
  positionals: true,
  options: {
    flows: { value: 'DIR', description: 'The folder of flow documents; watched too.' },
    connection: {
      value: 'FILE',
      description: 'A connection, as for invoke: a change that would send its credentials elsewhere is held.',
      multiple: true,
    },
    once: { description: 'Checks everything once and ends: 1 where there are problems.' },
  },
  examples: [
    'jackfield dev plugins/connectors --flows flows',
    'jackfield dev order-desk',
    'jackfield dev plugins/connectors --once',
  ],
  notes: [
    'A save is compared with the base: what was fine at the start. What puts no flow at risk takes effect and is the base from',
    'then on. Anything else would be held in production: it is reported, and the base stays, until the file is put right, or',
    'you press a to accept it (the flows that it breaks have to be corrected then). q or Ctrl-C ends.',
  ],
  async run(invocation) {
    const { io } = invocation
    const [path, ...more] = invocation.positionals
    if (path === undefined || more.length > 0)
      throw argumentInvalid(path === undefined ? 'Watch what?' : 'One folder is watched at a time.', {
        hint: 'Write jackfield dev DIR.',
      })
    const flows = invocation.option('flows')
    await assertReadable([path, ...(flows === undefined ? [] : [flows])], io)
    const extensions = await invocation.extensions()
    const target = await devTarget(path, { cwd: io.cwd, extensions })
    return watch(invocation, { target, extensions })
  },
}

async function watch(
  invocation: Invocation,
  { target, extensions }: Pick<Looking, 'target' | 'extensions'>,
): Promise<number> {
  const { io } = invocation
  let view: View | null = null
  const again = settledCalls(async () => {
    view = await report(looking, view)
  }, quiet)
  let watching = false
  const changed = (): void => {
    if (watching) again.request()
  }
  await using devKernel = await openDevKernel({ dir: target.dir, extensions, changed })
  const flowsDir = invocation.option('flows')
  const looking: Looking = {
    target,
    devKernel,
    extensions,
    io,
    flows: createDevFlows(invocation, devKernel.kernel, flowsDir),
  }
  view = await report(looking, null)
  await addConnections(invocation, devKernel)
  if (invocation.option('once') === 'true') return hasErrors(view) ? 1 : 0
  const stopped = io.interrupted?.() ?? new AbortController().signal
  watching = true
  const folders = [target.dir, ...(flowsDir === undefined ? [] : [resolve(io.cwd, flowsDir)])].map((dir) =>
    hear(dir, changed),
  )
  try {
    await Promise.all(folders.map(({ ready }) => ready))
    io.err(
      `Watching ${target.path}${flowsDir === undefined ? '' : ` and ${flowsDir}`}. ${io.onKey === undefined ? '' : 'a accepts what is held, '}Ctrl-C ends.\n`,
    )
    await untilEnd(io, stopped, () => accept(devKernel, io).then(changed))
  } finally {
    watching = false
    await Promise.all(folders.map((folder) => folder.close()))
    await again.idle()
  }
  return 0
}

/** Says what is different now. What can't be looked at just now (a folder that was moved away) is looked at again. */
async function report(looking: Looking, before: View | null): Promise<View> {
  const { io } = looking
  try {
    const after = await look(looking)
    writeBlock(io, saidBetween(before, after), new Date())
    return after
  } catch (error) {
    if (before === null || !isJackfieldError(error)) throw error
    io.err(`${error.message}\n${error.hint === undefined ? '' : `  hint: ${error.hint}\n`}`)
    return before
  }
}

async function addConnections({ all, io }: Invocation, { kernel }: DevKernel): Promise<void> {
  for (const path of all('connection'))
    await kernel.connections.add({ organisation, ...(await readConnectionFile(path, io)) })
}

const hasErrors = ({ problems }: View): boolean => [...problems.values()].flat().some(isError)

function hear(dir: string, changed: () => void): WatchedFolder {
  const examine = async (): Promise<'done'> => {
    changed()
    return 'done'
  }
  return watchFolder({ dir, log: { debug() {}, info() {}, warn() {}, error() {} }, examine, gone: changed })
}

async function untilEnd({ onKey }: Io, stopped: AbortSignal, acceptAll: () => Promise<void>): Promise<void> {
  const end = new AbortController()
  const either = AbortSignal.any([stopped, end.signal])
  onKey?.(either, (key) => {
    if (key === 'q') end.abort()
    if (key === 'a') void acceptAll()
  })
  if (!either.aborted) await new Promise<void>((done) => either.addEventListener('abort', () => done(), { once: true }))
}

/** Everything that is held takes effect; the flows that it breaks stay as they are. */
async function accept({ kernel }: DevKernel, io: Io): Promise<void> {
  try {
    for (const { id } of await kernel.changes.list({ organisation })) await kernel.approve(id, { by: 'jackfield dev' })
  } catch (error) {
    io.err(`${(error as Error).message}\n`)
  }
}
