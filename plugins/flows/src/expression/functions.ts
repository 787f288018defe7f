import jsonata from 'jsonata'
import { assertFinite } from './assert-finite.ts'
import type { Budget } from './budget.ts'
import { functionNames } from './function-names.ts'
import type { Moment } from './moment.ts'
import type { NativeFunction, Surroundings } from './native-function.ts'
import { overrides } from './overrides.ts'

let natives: Promise<ReadonlyMap<string, NativeFunction>> | undefined

/** JSONata's own functions, each held to the budget; `wanted` are the names that an expression mentions. */
export async function boundedFunctions(
  wanted: Iterable<string>,
  budget: Budget,
  moment: Moment,
): Promise<[string, NativeFunction][]> {
  natives ??= readNatives()
  const known = await natives
  return [...wanted].flatMap((name) => {
    const native = known.get(name)
    return native === undefined ? [] : [[name, bounded(name, native, { budget, moment, natives: known })]]
  })
}

async function readNatives(): Promise<ReadonlyMap<string, NativeFunction>> {
  const read = async (name: string): Promise<[string, NativeFunction]> => [name, await jsonata(`$${name}`).evaluate({})]
  return new Map(await Promise.all([...functionNames].map(read)))
}

function bounded(name: string, native: NativeFunction, around: Surroundings): NativeFunction {
  const own = overrides[name]
  const original = native.implementation
  const implementation = function (this: unknown, ...args: unknown[]): unknown {
    around.budget.tick()
    const result =
      own === undefined
        ? original.apply(this, args)
        : own.call(this, args, (changed) => original.apply(this, changed), around)
    return result instanceof Promise
      ? result.then((value) => checked(value, around.budget))
      : checked(result, around.budget)
  }
  // JSONata reads a function's arity from its length and, for partial application, its parameters from its source.
  Object.defineProperty(implementation, 'length', { value: original.length })
  Object.defineProperty(implementation, 'toString', { value: () => String(original) })
  return { ...native, implementation }
}

function checked(value: unknown, budget: Budget): unknown {
  assertFinite(value)
  if (value !== undefined) budget.made(value)
  return value
}
