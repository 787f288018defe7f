import {
  type Connector,
  connectedTo,
  dict,
  isError,
  type Pointer,
  type Problem,
  pointer,
  segmentsOf,
} from '../../model/index.ts'
import { propertiesOf, validateConnector } from '../../validate/index.ts'
import { sortProblems } from '../entry/sort-problems.ts'

export type Place = (model: Pointer) => Pick<Problem, 'file' | 'line' | 'column' | 'pointer'>

export interface ExtendedConnector {
  /** Absent where the extension does not fit its base. */
  readonly connector?: Connector
  readonly problems: readonly Problem[]
}

/**
 * Lays an extension over the connector that it extends: its own operations and schemas, on the servers, authentication,
 * settings and schemas of the base. Every problem at once, each at its place in the extension.
 */
export function extendConnector(extension: Connector, base: Connector, place: Place): ExtendedConnector {
  const connector: Connector = {
    ...extension,
    extends: connectedTo(base),
    servers: base.servers,
    securitySchemes: base.securitySchemes,
    security: base.security,
    settings: base.settings,
    ...(base.derived !== undefined && { derived: base.derived }),
    schemas: dict([...Object.entries(base.schemas), ...Object.entries(extension.schemas)]),
  }
  const own = validateConnector(connector, (at) => ({ pointer: at })).filter(isOf(extension))
  const found = [...redefined(extension, base), ...unplaced(extension, connector), ...own]
  const problems = sortProblems(found.map((problem) => ({ ...problem, ...place(problem.pointer ?? '') })))
  return problems.some(isError) ? { problems } : { connector, problems }
}

/** What an extension says itself, from what it came to. */
export function extensionOf(connector: Connector, base: Connector): Connector {
  const { derived: _, ...rest } = connector
  const own = Object.entries(connector.schemas).filter(([name]) => !Object.hasOwn(base.schemas, name))
  return {
    ...rest,
    extends: base.id,
    servers: [],
    securitySchemes: dict(),
    security: [],
    settings: dict([['type', 'object']]),
    schemas: dict(own),
  }
}

/**
 * The base was validated by itself. That it has no server may matter only now, and that it has two keys for one place:
 * its own operations may each say which one they use.
 */
function isOf({ schemas }: Connector): (problem: Problem) => boolean {
  return ({ code, pointer: at = '' }) => {
    const [part, name = ''] = segmentsOf(at)
    if (code === 'server-missing' || code === 'security-collision') return true
    return part === 'operations' || (part === 'schemas' && Object.hasOwn(schemas, name))
  }
}

function redefined({ schemas }: Connector, base: Connector): readonly Problem[] {
  const names = Object.keys(schemas).filter((name) => Object.hasOwn(base.schemas, name))
  return names.map((name) => ({
    code: 'schema-redefined',
    message: `"${base.id}" has a schema "${name}" already.`,
    pointer: pointer('schemas', name),
    hint: 'give the schema another name, or use the one that is there.',
  }))
}

/**
 * Inputs find their place when the extension is read by itself: those that its base's schemas declare would be lost.
 */
function unplaced(extension: Connector, whole: Connector): readonly Problem[] {
  return Object.values(extension.operations).flatMap(({ id, input }) => {
    const known = propertiesOf(input, extension.schemas)
    const lost = [...propertiesOf(input, whole.schemas).keys()].filter((name) => !known.has(name))
    if (lost.length === 0) return []
    return {
      code: 'input-elsewhere',
      message: `The inputs of "${id}" come from a schema of the connector that it extends: ${lost.join(', ')}.`,
      pointer: pointer('operations', id, 'input'),
      hint: 'list them in the extension, each with the schema that it has.',
    }
  })
}
