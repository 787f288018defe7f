import type { Connector, Problem } from '../../model/index.ts'
import { boundTypes } from './bounded.ts'
import { readConnector } from './declared-connector.ts'
import { printTypes } from './print-types.ts'

export interface Declaration {
  /** A TypeScript module of declarations. */
  readonly text: string
  /** What could not be typed, and is any JSON value. */
  readonly warnings: readonly Problem[]
}

/** Raise it when the same connector gives another text, header included. */
export const declarationVersion = 2

/**
 * Writes a connector's operations as TypeScript: the types of their inputs and outputs, and what `Jackfield.Actions`
 * and `Jackfield.Triggers` have for their names. Nothing in a schema can become code, and none can hold it up for long.
 */
export async function declareConnector(connector: Connector): Promise<Declaration> {
  const warnings: Problem[] = []
  const note = (of: string, why: string): void => void warnings.push(warning(connector, of, why))
  const read = readConnector(connector, note)
  const printed = await printTypes({ ...read, types: boundTypes(read.types, note) }, note)
  return { text: `${imports}\n${printed.trim()}\n\n${registry}`, warnings }
}

const imports = `import type { Json, JsonObject } from '@jackfield/core'
`

// Global, since an interface of a bundled package can't be added to: what it exports is an alias.
const registry = `declare global {
  namespace Jackfield {
    interface Actions extends ConnectorActions {}
    interface Triggers extends ConnectorTriggers {}
  }
}
`

function warning({ id }: Connector, of: string, why: string): Problem {
  return {
    code: 'type-unknown',
    severity: 'warning',
    message: `Connector "${id}": a part of ${of} is typed as any JSON value: ${why}.`,
    hint: 'Write that part of the schema in another way, or check such values yourself.',
  }
}
