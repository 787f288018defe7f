import { type Dict, dict, isJsonObject, type Json } from '@jackfield/core'
import type { Budget } from './budget.ts'

/** What expressions read. A step that was skipped is not in `steps`. */
export interface Scope {
  readonly trigger: Json
  readonly steps: Dict<Json>
  /** In a `forEach`. */
  readonly each?: { readonly item: Json; readonly index: number }
}

/** The scope as JSONata's input: copied when read, since JSONata writes into what it is given. */
export function inputOf({ trigger, steps, each }: Scope, budget: Budget): object {
  const input = dict<unknown>()
  lazily(input, { trigger }, budget)
  const made = dict<unknown>()
  lazily(made, steps, budget)
  input.steps = made
  if (each !== undefined) {
    lazily(input, { item: each.item }, budget)
    input.index = each.index
  }
  return input
}

function lazily(target: object, values: Dict<Json>, budget: Budget): void {
  for (const [name, value] of Object.entries(values)) {
    let copy: unknown
    const get = (): unknown => {
      if (copy !== undefined) return copy
      copy = copied(value)
      budget.allow(copy)
      return copy
    }
    Object.defineProperty(target, name, { enumerable: true, configurable: true, get })
  }
}

/** A service's data must not pass for a function: JSONata knows its own by these names. */
const ownNames: ReadonlySet<string> = new Set(['_jsonata_lambda', '_jsonata_function'])

function copied(value: Json): Json {
  if (Array.isArray(value)) return value.map(copied)
  if (!isJsonObject(value)) return value
  const entries = Object.entries(value).filter(([name]) => !ownNames.has(name))
  return dict(entries.map(([name, inner]) => [name, copied(inner)]))
}
