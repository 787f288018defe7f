import { DatabaseSync } from 'node:sqlite'
import type { Json, OperationName, Read, Supply, Usage } from '@jackfield/core'

export interface Filling {
  readonly path: string
  readonly organisations: readonly string[]
  /** How many usages are known already, and shall be. */
  readonly from: number
  readonly to: number
}

const stepsOfFlow = 3
const connectors = 1_000

/**
 * Writes flows of three steps into a store, as registering them would: of the organisations in turn, each with
 * connectors that nothing else here uses. Through the kernel it would take the better part of an hour.
 */
export function fillStore({ path, organisations, from, to }: Filling): void {
  const database = new DatabaseSync(path)
  const insert = (table: string, columns: number) =>
    database.prepare(`insert into ${table} values (${Array.from({ length: columns }, () => '?').join(', ')})`)
  const [dependents, usages, bindings] = [insert('dependents', 3), insert('usages', 5), insert('bindings', 6)]
  database.exec('begin')
  for (let flow = Math.floor(from / stepsOfFlow); flow < Math.floor(to / stepsOfFlow); flow++) {
    const organisation = organisations[flow % organisations.length] ?? ''
    const id = `known-${flow}`
    const connector = `known-${flow % connectors}`
    const dependent = { organisation, id, edition: '1', kind: 'host', owner: null, complete: true }
    dependents.run(organisation, id, JSON.stringify(dependent))
    for (const [position, usage] of usagesOf(connector).entries()) {
      usages.run(organisation, id, position, connector, JSON.stringify(usage))
      bindings.run(organisation, id, usage.operation, connector, 'host', `revision-of-${connector}`)
    }
  }
  database.exec('commit')
  database.close()
}

/** A trigger, a step that takes one field of it, and one that takes two of both. */
export function usagesOf(connector: string, field = 'name'): readonly Usage[] {
  return [
    { step: 'trigger', operation: operationName(connector, 'get0'), supplies: [], reads: [], at: null },
    {
      step: 'one',
      operation: operationName(connector, 'get1'),
      supplies: [copy('thingId', 'trigger', field)],
      reads: [read('trigger', field)],
      at: null,
    },
    {
      step: 'two',
      operation: operationName(connector, 'get2'),
      supplies: [copy('thingId', 'trigger', 'id')],
      reads: [read('trigger', 'id'), read('one', 'count')],
      at: null,
    },
  ]
}

/** A step that supplies literals, and one that takes a field of it. */
export function givingUsages(connector: string, flow: number): readonly Usage[] {
  const literal = (path: string, value: Json): Supply => ({ path: [path], from: { kind: 'literal', value }, at: null })
  return [
    {
      step: 'one',
      operation: operationName(connector, 'get1'),
      supplies: [literal('thingId', `thing-${flow}`), literal('verbose', true)],
      reads: [],
      at: null,
    },
    {
      step: 'two',
      operation: operationName(connector, 'get2'),
      supplies: [copy('thingId', 'one', 'name')],
      reads: [read('one', 'name')],
      at: null,
    },
  ]
}

const read = (step: string, name: string): Read => ({ step, path: [name], as: 'value', ifAbsent: 'drops', at: null })
const copy = (path: string, step: string, name: string): Supply => ({
  path: [path],
  from: { kind: 'copy', step, path: [name] },
  at: null,
})
const operationName = (connector: string, operation: string): OperationName =>
  `${connector}.${operation}` as OperationName
