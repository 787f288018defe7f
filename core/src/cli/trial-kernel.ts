import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import type { Extension } from '../extend/index.ts'
import { createKernel, type Kernel } from '../kernel/index.ts'
import type { ConnectorId, Problem } from '../model/index.ts'
import { sqlite } from '../store/index.ts'
import { assertReadable } from './assert-readable.ts'
import type { Io } from './command.ts'
import { printProblem } from './print-problem.ts'

export interface Trial {
  readonly plugins: string
  readonly extensions: readonly Extension[]
  readonly allowOrigins: readonly string[]
  readonly connectTo: Readonly<Record<string, string>>
  readonly io: Io
}

/** What is done in it; `failed` has the connectors that can't be read. */
type Work<Value> = (kernel: Kernel, failed: ReadonlySet<ConnectorId>) => Promise<Value>

/** A kernel that keeps nothing, for one call. What is wrong with connectors that can't be read is told on `err`. */
export async function withTrialKernel<Value>(trial: Trial, work: Work<Value>): Promise<Value> {
  const { plugins, extensions, allowOrigins, connectTo, io } = trial
  const dir = resolve(io.cwd, plugins)
  await assertReadable([plugins], io)
  const key = randomBytes(32)
  const failed = new Set<ConnectorId>()
  await using kernel = await createKernel({
    plugins: [{ dir }],
    extensions,
    store: sqlite(':memory:'),
    keyProvider: { name: 'one-off', key: async () => key },
    allowOrigins,
    connectTo,
    on: {
      'connector:failed': ({ connector, problems }) => {
        if (connector !== null) failed.add(connector)
        for (const problem of problems) io.err(printProblem(asNamed(problem, { dir, plugins })))
      },
    },
  })
  return await work(kernel, failed)
}

/** The problem with its file as the command line named the folder. */
function asNamed(problem: Problem, { dir, plugins }: { readonly dir: string; readonly plugins: string }): Problem {
  const { file } = problem
  return file?.startsWith(dir) ? { ...problem, file: join(plugins, file.slice(dir.length)) } : problem
}
