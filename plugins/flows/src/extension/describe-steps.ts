import {
  type ConnectorId,
  type DescribedSchemas,
  type ExtensionHost,
  isJackfieldError,
  operationNamed,
  type Problem,
  type ServingConnector,
  splitOperation,
} from '@jackfield/core'
import { type FlowDocument, literalInput, type Source } from '../document/index.ts'
import type { AddOptions } from './flows-api.ts'

export interface DescribedSteps {
  /** By step; the trigger is named `trigger`. */
  readonly described: ReadonlyMap<string, DescribedSchemas>
  /** Steps that go by what their connector declares alone. */
  readonly problems: readonly Problem[]
}

interface Describing extends AddOptions {
  readonly source: Source
  readonly connectors: ReadonlyMap<ConnectorId, ServingConnector>
}

/**
 * What the services say of the fields of each step, through the flow's connections, as far as its plain values suffice.
 */
export async function describeSteps(
  host: ExtensionHost,
  flow: FlowDocument,
  { organisation, connections, source, connectors }: Describing,
): Promise<DescribedSteps> {
  const described = new Map<string, DescribedSchemas>()
  const problems: Problem[] = []
  const uses = [
    { id: 'trigger', at: '/trigger', use: flow.trigger, known: { input: flow.trigger.input, later: [] } },
    ...flow.steps.map((step) => ({ id: step.id, at: step.pointer, use: step, known: literalInput(step.input) })),
  ]
  for (const { id, at, use, known } of uses) {
    const { connector = '', operation = '' } = splitOperation(use.operation) ?? {}
    const operations = connectors.get(connector)?.model.operations ?? {}
    if (operationNamed(operations, operation)?.schemaFrom === undefined) continue
    const connection = use.connection === undefined ? undefined : connections[use.connection]
    try {
      const given = connection === undefined ? {} : { connection }
      described.set(id, await host.describe({ organisation, operation: use.operation, ...known, ...given }))
    } catch (error) {
      if (!isJackfieldError(error)) throw error
      problems.push({
        code: 'fields-undescribed',
        severity: 'warning',
        message: `What the service says of the fields of step "${id}" is not known: ${error.message}`,
        ...source.place(`${at}/operation`),
        ...(error.hint !== undefined && { hint: error.hint }),
      })
    }
  }
  return { described, problems }
}
