import type { ConnectorCode } from '../invoke/index.ts'
import type { ConnectorDefinition } from '../load/index.ts'
import type { Revision } from '../model/index.ts'
import type { Intake, Reading } from '../stage/index.ts'
import type { Brought } from '../validate/index.ts'
import type { HostConnector } from './read-host-connector.ts'

const none: ConnectorCode = { actions: new Map(), polls: new Map() }

/** The connectors that the host registers, and the functions of their operations by revision. */
export interface HostConnectors {
  /** Gives them to the intake. Throws `connector-invalid` with every problem: it is the host's own code. */
  enter(intake: Intake): Promise<void>
  code(revision: Revision): ConnectorCode
  /** The one of this owner's path, if it is one of these. */
  reading(path: string): Reading | undefined
}

export async function readHostConnectors(
  definitions: readonly ConnectorDefinition[],
  brought: Brought,
): Promise<HostConnectors> {
  const readings = await readAll(definitions, brought)
  const code = new Map(readings.map(({ reading, functions }) => [reading.digest, functions]))
  return {
    async enter(intake) {
      for (const { reading } of readings) await intake.take('host', reading, 'settled')
    },
    code: ({ id }) => code.get(id) ?? none,
    reading: (path) => readings.find(({ reading }) => reading.path === path)?.reading,
  }
}

/** What reads and validates is loaded where there are any. */
async function readAll(
  definitions: readonly ConnectorDefinition[],
  brought: Brought,
): Promise<readonly HostConnector[]> {
  if (definitions.length === 0) return []
  const { readHostConnector } = await import('./read-host-connector.ts')
  return definitions.map((definition) => readHostConnector(definition, brought))
}
