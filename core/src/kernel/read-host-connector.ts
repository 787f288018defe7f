import { createHash } from 'node:crypto'
import { connectorInvalid } from '../errors/index.ts'
import type { ConnectorCode } from '../invoke/index.ts'
import { type ConnectorDefinition, readDefinition } from '../load/index.ts'
import { type Connector, canonicalJson, isError, modelVersion, type Problem, revisionId } from '../model/index.ts'
import type { Reading } from '../stage/index.ts'
import { type Brought, checkBrought, validateConnector } from '../validate/index.ts'

/** One that the host registers, with the functions of its operations. */
export interface HostConnector {
  readonly reading: Reading
  readonly functions: ConnectorCode
}

/** Throws `connector-invalid` with every problem: it is the host's own code. */
export function readHostConnector(definition: ConnectorDefinition, brought: Brought): HostConnector {
  const { connector, problems, place = () => ({}), code: actions, polls } = readDefinition(definition)
  const found = connector && [...validateConnector(connector, place), ...checkBrought(connector, place, brought)]
  const all = [...problems, ...(found ?? [])]
  const errors = all.filter(isError)
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

/**
 * Of the model alone: what a process before began with a revision has to find that revision's functions in this one.
 */
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
