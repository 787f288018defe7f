import {
  type Connector,
  type ConnectorId,
  connectedTo,
  type DescribedSchemas,
  isJsonObject,
  nearestName,
  type Operation,
  operationNamed,
  type Pointer,
  type Problem,
  splitOperation,
} from '@jackfield/core'
import type { FlowDocument, FlowStep, FlowTrigger, Source } from '../document/index.ts'
import type { Used } from './flow-scope.ts'
import { SchemaView } from './schema-view.ts'

export interface CheckedOperations {
  /** By step; the trigger is named `trigger`. */
  readonly used: ReadonlyMap<string, Used>
  /** The trigger's, then each step's. */
  readonly inOrder: readonly Used[]
  readonly problems: readonly Problem[]
}

/** What a flow is read against. */
export interface ReadAgainst {
  connectorOf(id: ConnectorId): Connector | undefined
  /** What services say of the fields of steps, beyond what their connectors declare. */
  readonly described?: ReadonlyMap<string, DescribedSchemas>
}

/** Finds the operations that a flow uses, and what is wrong with how it names them. */
export function checkOperations(
  flow: FlowDocument,
  source: Source,
  { connectorOf, described }: ReadAgainst,
): CheckedOperations {
  const uses = [
    { id: 'trigger', at: '/trigger', use: flow.trigger },
    ...flow.steps.map((step) => ({ id: step.id, at: step.pointer, use: step })),
  ]
  const checks = uses.map(({ id, at, use }) => ({
    id,
    check: new OperationCheck(flow, source, { use, at, connectorOf, described: described?.get(id) }),
  }))
  return {
    inOrder: checks.map(({ check }) => check.used),
    used: new Map(checks.toReversed().map(({ id, check }) => [id, check.used])),
    problems: checks.flatMap(({ check }) => check.problems),
  }
}

interface CheckedUse {
  readonly use: FlowTrigger | FlowStep
  readonly at: Pointer
  readonly connectorOf: ReadAgainst['connectorOf']
  readonly described: DescribedSchemas | undefined
}

/** The operation with what the service says of its fields. */
function asDescribed(operation: Operation | undefined, described: DescribedSchemas | undefined): Operation | undefined {
  if (operation === undefined || described === undefined) return operation
  const { input, output } = described
  return { ...operation, input: isJsonObject(input) ? input : operation.input, output }
}

class OperationCheck {
  readonly problems: Problem[] = []
  readonly used: Used
  readonly #flow: FlowDocument
  readonly #source: Source
  readonly #use: FlowTrigger | FlowStep
  readonly #at: Pointer

  constructor(flow: FlowDocument, source: Source, { use, at, connectorOf, described }: CheckedUse) {
    this.#flow = flow
    this.#source = source
    this.#use = use
    this.#at = at
    const { connector: id = '', operation: name = '' } = splitOperation(use.operation) ?? {}
    const connector = connectorOf(id)
    if (connector === undefined) this.#report('operation', unknownConnector(id))
    const operation = connector === undefined ? undefined : asDescribed(this.#find(connector, name), described)
    this.#checkConnection(connector === undefined ? id : connectedTo(connector), connector, operation)
    this.used =
      connector === undefined || operation === undefined
        ? {}
        : {
            operation,
            output: SchemaView.of(operation.output, connector),
            input: SchemaView.of(operation.input, connector),
          }
    if (operation !== undefined) this.#checkUse(operation)
  }

  #find(connector: Connector, name: string): Operation | undefined {
    const operation = operationNamed(connector.operations, name)
    if (operation !== undefined) return operation
    const names = Object.keys(connector.operations)
    const close = nearestName(name, names)
    this.#report('operation', {
      code: 'operation-unknown',
      message: `Connector "${connector.id}" has no operation "${name}".`,
      hint: close === undefined ? listed(names) : `Did you mean "${connector.id}.${close}"?`,
    })
    return undefined
  }

  #checkConnection(id: ConnectorId, connector: Connector | undefined, operation: Operation | undefined): void {
    const { connection } = this.#use
    const { connections } = this.#flow
    if (connection === undefined) {
      if ((operation?.security ?? connector?.security ?? []).length > 0)
        this.#report('operation', {
          code: 'connection-missing',
          message: `"${this.#use.operation}" needs a connection.`,
          hint: connectionHint(this.#flow, id),
        })
      return
    }
    const declared = Object.hasOwn(connections, connection) ? connections[connection] : undefined
    const relation = connector?.extends === undefined ? 'is an operation of' : 'takes a connection to'
    if (declared === undefined) {
      const close = nearestName(connection, Object.keys(connections))
      const hint =
        close === undefined ? `Add it to "connections": { ${connection}: ${id} }.` : `Did you mean "${close}"?`
      this.#report('connection', {
        code: 'connection-unknown',
        message: `The flow declares no connection "${connection}".`,
        hint,
      })
    } else if (declared !== id)
      this.#report('connection', {
        code: 'connection-mismatch',
        message: `Connection "${connection}" is to "${declared}", and "${this.#use.operation}" ${relation} "${id}".`,
        hint: connectionHint(this.#flow, id),
      })
  }

  #checkUse(operation: Operation): void {
    const trigger = this.#at === '/trigger'
    if ((operation.kind === 'trigger') !== trigger)
      this.#report('operation', {
        code: 'operation-kind',
        message: `"${this.#use.operation}" is ${operation.kind === 'trigger' ? 'a trigger, not an action' : 'an action, not a trigger'}.`,
        hint: 'A flow begins with a trigger, and its steps are actions: name one of those.',
      })
    if ('retry' in this.#use && operation.effect === 'once')
      this.#report('retry', {
        code: 'retry-once',
        message: `"${this.#use.operation}" has its effect each time it is called, so it is never retried by itself.`,
        hint: 'Remove "retry"; "inDoubt" says what happens when nobody knows whether it happened.',
      })
  }

  #report(name: string, problem: Problem): void {
    this.problems.push({ ...problem, ...this.#source.place(`${this.#at}/${name}`) })
  }
}

/** As many as help. */
const mostListed = 12

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'It has none.'
  return `It has: ${[...names.slice(0, mostListed), ...(names.length > mostListed ? ['…'] : [])].join(', ')}.`
}

function unknownConnector(id: ConnectorId): Problem {
  return {
    code: 'connector-unknown',
    message: `There is no connector "${id}".`,
    severity: 'warning',
    hint: 'Correct its id, or add the connector to those that are read.',
  }
}

function connectionHint({ connections }: FlowDocument, id: ConnectorId): string {
  const [fitting] = Object.entries(connections).find(([, connector]) => connector === id) ?? []
  return fitting === undefined ? `Declare one in "connections", for "${id}".` : `Write connection: ${fitting}.`
}
