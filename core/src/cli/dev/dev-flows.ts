import { isJackfieldError } from '../../errors/index.ts'
import type { Kernel } from '../../kernel/index.ts'
import { type Connector, canonicalJson, type Problem } from '../../model/index.ts'
import { editionOf } from '../../usage/index.ts'
import type { Invocation } from '../command.ts'
import { type Flows, readFlows } from '../read-flows.ts'
import { organisation } from './dev-kernel.ts'

/** Tells the kernel what the flows of a folder use, whenever that is not what it knows. */
export interface DevFlows {
  /** How many flows were read, and all that is wrong with them. */
  refresh(connectors: readonly Connector[]): Promise<{ readonly count: number; readonly problems: readonly Problem[] }>
}

export function createDevFlows(invocation: Invocation, kernel: Kernel, dir: string | undefined): DevFlows {
  const known = new Map<string, string>()
  const quiet: Invocation = { ...invocation, io: { ...invocation.io, terminal: false } }

  async function put({ dependent, usages, complete }: Flows['dependents'][number]): Promise<readonly Problem[]> {
    const edition = editionOf(canonicalJson({ usages, complete }))
    if (known.get(dependent.id) === edition) return []
    const { id, title } = dependent
    try {
      await kernel.usages.put({ organisation, id, edition, ...(title !== undefined && { title }) }, usages, {
        complete,
      })
      known.set(id, edition)
      return []
    } catch (error) {
      if (!isJackfieldError(error)) throw error
      const { code, message, hint } = error
      return [{ code, message: `Flow "${id}" is not weighed: ${message}`, ...(hint !== undefined && { hint }) }]
    }
  }

  return {
    async refresh(connectors) {
      if (dir === undefined) return { count: 0, problems: [] }
      const { dependents, problems } = await readFlows(quiet, { dir, connectors })
      const refused: Problem[] = []
      for (const dependent of dependents) refused.push(...(await put(dependent)))
      for (const id of known.keys())
        if (!dependents.some(({ dependent }) => dependent.id === id)) {
          await kernel.usages.remove({ organisation, id })
          known.delete(id)
        }
      return { count: dependents.length, problems: [...problems, ...refused] }
    },
  }
}
