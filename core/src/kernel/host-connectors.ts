import { createHash } from 'node:crypto'
import { connectorInvalid } from '../errors/index.ts'
import type { ConnectorCode } from '../invoke/index.ts'
import { type ConnectorDefinition, readDefinition } from '../load/index.ts'
import { type Connector, canonicalJson, modelVersion, type Problem, type Revision, revisionId } from '../model/index.ts'
import type { Intake, Reading } from '../stage/index.ts'
import { type Brought, checkBrought, validateConnector } from '../validate/index.ts'

const none: ConnectorCode = { actions: new Map(), polls: new Map() }

/** The connectors that the host registers, and the functions of their operations by revision. */
export interface HostConnectors {
  /** Gives them to the intake. Throws `connector-invalid` with every problem: it is the host's own code. */
  enter(intake: Intake): Promise<void>
  code(revision: Revision): ConnectorCode
  /** The one of this owner's path, if it is one of these. */
  reading(path: string): Reading | undefined
}

export function readHostConnectors(definitions: readonly ConnectorDefinition[], brought: Brought): HostConnectors {
  const readings = definitions.map((definition) => read(definition, brought))
  const code = new Map(readings.map(({ reading, functions }) => [reading.digest, functions]))
  return {
    async enter(intake) {
      for (const { reading } of readings) await intake.take('host', reading, 'settled')
    },
    code: ({ id }) => code.get(id) ?? none,
    reading: (path) => readings.find(({ reading }) => reading.path === path)?.reading,
  }
}

function read(
  definition: ConnectorDefinition,
  brought: Brought,
): { readonly reading: Reading; readonly functions: ConnectorCode } {
  const { connector, problems, place = () => ({}), code: actions, polls } = readDefinition(definition)
  const found = connector && [...validateConnector(connector, place), ...checkBrought(connector, place, brought)]
  const all = [...problems, ...(found ?? [])]
  const errors = all.filter((problem) => problem.severity !== 'warning')
  if (connector === undefined || errors.length > 0) throw invalid(definition, errors)
  const path = pathOf(connector.id)
  const digest = digestOf(connector)
  const source = { format: 'definition', path: null, files: [] }
  const candidate = { scope: 'host', id: revisionId(digest), model: connector, source, owner: path } as const
  return {
    reading: { path, digest, connectorId: connector.id, candidate, problems: all, sight: null },
    functions: { actions, polls },
  }
}

/** Stands for "the host's code" where a folder's entry has its path. */
const pathOf = (id: string): string => `defineConnector(${id})`

/** Of the model alone: what a process before began with a revision has to find that revision's functions in this one. */
function digestOf(connector: Connector): string {
  return createHash('sha256').update(canonicalJson({ connector, modelVersion })).digest('hex')
}

function invalid(definition: ConnectorDefinition, problems: readonly Problem[]): Error {
  const [first] = problems
  return connectorInvalid(`Connector "${definition.id}" is not valid: ${first?.message}`, {
    problems,
    ...(first?.hint !== undefined && { hint: first.hint }),
  })
}
