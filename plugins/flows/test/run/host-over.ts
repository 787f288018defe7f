import {
  type Clock,
  type Connector,
  type ExtensionHost,
  type Json,
  type KernelEvents,
  type Log,
  type Operation,
  type RunCall,
  revisionId,
  type Store,
  type Tables,
} from '@jackfield/core'
import { stock, tracker } from '../fixtures/connectors.ts'

/** What the services do with a call; `times` counts the calls of the step and item so far, from 1. */
export interface Script {
  invoke?(call: RunCall, times: number): Json | Promise<Json>
  confirm?(call: RunCall): Json | Promise<Json>
}

export type Told = { [Name in keyof KernelEvents]: { readonly name: Name } & KernelEvents[Name] }[keyof KernelEvents]

interface Hosting {
  readonly script: Script
  readonly calls: RunCall[]
  readonly confirms: RunCall[]
  readonly told: Told[]
  readonly clock: Clock
}

const connectors: readonly Connector[] = [tracker, stock]

/** What the extension finds around it: a store, and services that follow a script. */
export function hostOver(store: Store, { script, calls, confirms, told, clock }: Hosting): ExtensionHost {
  return {
    store,
    clock,
    log: silent,
    confirmAfter: undefined,
    emit: (name, event) => void told.push({ name, ...event } as Told),
    async connector(_organisation, id) {
      const model = connectors.find((one) => one.id === id)
      return model && { revision: revisionId('r1'), model }
    },
    async putDependent({ dependent, usages, complete }, tables) {
      await tables.dependents.put({ ...dependent, owner: 'flows', complete })
      await tables.usages.replace(dependent.organisation, dependent.id, usages)
    },
    removeDependent: (from, id, tables) => tables.dependents.remove(from, id),
    async basis(from, dependent, tables: Tables) {
      const stored = await tables.dependents.get(from, dependent)
      const usages = await tables.usages.of(from, dependent)
      const revisions = Object.fromEntries(usages.map(({ operation }) => [operation, revisionId('r1')]))
      return { edition: stored?.edition ?? '', revisions }
    },
    assertListenable: async () => undefined,
    listenerUrl: async () => undefined,
    async describe({ operation }) {
      throw new Error(`Nothing describes "${operation}".`)
    },
    async operation(name): Promise<Operation> {
      const [connector = '', operation = ''] = name.split('.')
      const found = connectors.find((one) => one.id === connector)?.operations[operation]
      if (found === undefined) throw new Error(`no ${name}`)
      return found
    },
    async invoke(call) {
      calls.push(call)
      const times = calls.filter((one) => one.idempotencyKey === call.idempotencyKey).length
      const output = (await script.invoke?.(call, times)) ?? { done: call.step }
      return { output }
    },
    async confirm(call) {
      confirms.push(call)
      return (await script.confirm?.(call)) ?? null
    },
    listen: async () => 'lis_1' as never,
  }
}

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} }
