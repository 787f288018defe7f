import type { Extension } from '../../extend/index.ts'
import type { Held, Problem } from '../../model/index.ts'
import type { Io } from '../command.ts'
import { readSide } from '../read-side.ts'
import type { DevFlows } from './dev-flows.ts'
import { type DevKernel, organisation, type Serving } from './dev-kernel.ts'
import type { DevTarget } from './dev-target.ts'

/** How everything stands at one moment. */
export interface View {
  readonly serving: ReadonlyMap<string, Serving>
  /** By connector. */
  readonly held: ReadonlyMap<string, Held>
  /** By file, in the order of `check`. */
  readonly problems: ReadonlyMap<string, readonly Problem[]>
  readonly flows: number
}

export interface Looking {
  readonly target: DevTarget
  readonly devKernel: DevKernel
  readonly flows: DevFlows
  readonly extensions: readonly Extension[]
  readonly io: Io
}

/** Has the kernel read everything, and sees what came of it. */
export async function look({ target, devKernel, flows, extensions, io }: Looking): Promise<View> {
  const { kernel } = devKernel
  await kernel.rescan()
  const side = await readSide({ path: target.path, cwd: io.cwd, extensions })
  const read = await flows.refresh([...(await devKernel.serving()).values()].map(({ model }) => model))
  const held = await kernel.changes.list({ organisation })
  const empty = side.entries.length === 0 && side.connectors.length === 0
  return {
    serving: await devKernel.serving(),
    held: new Map(held.map((change) => [change.connector, change])),
    problems: Map.groupBy([...(empty ? [] : side.problems), ...read.problems], ({ file }) => file ?? ''),
    flows: read.count,
  }
}
