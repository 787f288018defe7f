import { type ConnectorId, type Problem, type Scope, scopeOf } from '../model/index.ts'
import type { Reading } from './candidate.ts'
import { brokenKey, type IntakeRoom } from './intake-room.ts'

/** Reads dormant connectors when they are first needed; within a turn. */
export interface Waking {
  wake(organisation: string, connector: ConnectorId): Promise<readonly Problem[]>
  /** What an extension of this scope is laid over. */
  wakeBase(scope: Scope, connector: ConnectorId): Promise<void>
  /** Why an organisation does not have a connector that was dormant. */
  problemsOf(organisation: string, connector: ConnectorId): readonly Problem[]
}

type Take = (scope: Scope, reading: Reading, pass: 'woken') => Promise<unknown>

export function createWaking(room: IntakeRoom, take: Take): Waking {
  const { register, broken } = room

  async function wakeIn(scope: Scope, connector: ConnectorId): Promise<void> {
    const dormant = register.dormants.get(scope, connector)
    if (dormant === undefined) return
    const reading = await room.read({ scope, path: dormant.path })
    await take(scope, reading, 'woken')
  }

  function problemsOf(organisation: string, connector: ConnectorId): readonly Problem[] {
    if (register.sees(organisation, connector)) return []
    const found = [scopeOf(organisation), 'host' as const].map((scope) => broken.get(brokenKey(scope, connector)))
    return found.find((problems) => problems !== undefined) ?? []
  }

  return {
    problemsOf,
    async wake(organisation, connector) {
      // Its own may turn out broken: then the host's is used, which may be dormant too.
      for (;;) {
        const dormant = register.dormant(organisation, connector)
        if (dormant === undefined) return problemsOf(organisation, connector)
        await wakeIn(dormant.scope, connector)
      }
    },
    async wakeBase(scope, connector) {
      if (register.connectors(scope).includes(connector)) return
      await wakeIn(scope, connector)
      if (!register.connectors(scope).includes(connector)) await wakeIn('host', connector)
    },
  }
}
