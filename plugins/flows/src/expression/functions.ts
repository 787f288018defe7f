import jsonata from 'jsonata'
import type { Budget } from './budget.ts'
import { ExpressionError } from './expression-error.ts'
import type { Moment } from './moment.ts'
import { overrides } from './overrides.ts'

/** A function of JSONata's own, as it keeps them. */
export interface NativeFunction {
  readonly _jsonata_function: true
  readonly implementation: Implementation
  readonly signature?: { readonly definition: string }
}

export type Implementation = (this: unknown, ...args: never[]) => unknown

const names =
  'sum count max min average string substring substringBefore substringAfter lowercase uppercase length trim pad match contains replace split join formatNumber formatBase formatInteger parseInteger number floor ceil round abs sqrt power random boolean not map zip filter single reduce sift keys lookup append exists spread merge reverse each error assert type sort shuffle distinct base64encode base64decode encodeUrlComponent encodeUrl decodeUrlComponent decodeUrl toMillis fromMillis clone now millis'.split(
    ' ',
  )

/** The functions that expressions may call, without their `$`. */
export const functionNames: ReadonlySet<string> = new Set(names)

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
  return new Map(await Promise.all(names.map(read)))
}

export interface Surroundings {
  readonly budget: Budget
  readonly moment: Moment
  readonly natives: ReadonlyMap<string, NativeFunction>
}

function bounded(name: string, native: NativeFunction, around: Surroundings): NativeFunction {
  const own = overrides[name]
  const original = native.implementation as (this: unknown, ...args: unknown[]) => unknown
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
  return { ...native, implementation: implementation as Implementation }
}

function checked(value: unknown, budget: Budget): unknown {
  assertFinite(value)
  if (value !== undefined) budget.made(value)
  return value
}

/** JSON has no infinity, and some of JSONata's own loops never end with it. */
export function assertFinite(value: unknown): void {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new ExpressionError('A number is out of range, as in a division by zero.')
}
