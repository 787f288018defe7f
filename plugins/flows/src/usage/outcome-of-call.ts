import type { Node } from '../expression/index.ts'
import { nativeName } from './native-name.ts'
import { type Around, isOnly, type Outcome, outcomeOf, outcomeOfValue } from './outcome.ts'
import { parameterTypes } from './parameter-types.ts'
import { signatures } from './signatures.ts'

const named: Readonly<Record<string, string>> = { b: 'boolean', n: 'number', s: 'string' }

/** What a call of one of JSONata's functions gives; of others nothing is known. */
export function outcomeOfCall(procedure: Node, args: readonly Node[], around: Around): Outcome | undefined {
  const name = nativeName(procedure, around) ?? ''
  const [signature, wanted] = [signatures[name], parameterTypes[name]]
  if (signature === undefined || wanted === undefined || signature.result === undefined) return undefined
  const own = args.map((argument) => around.outcome(argument, around))
  const isLeftOut = signature.context !== undefined && args.length === signature.required - 1
  const given = isLeftOut ? [outcomeOfValue(around.value, around), ...own] : own
  const [first] = given
  if (first === undefined || given.length < signature.required || given.length > wanted.length) return undefined
  if (!given.every((argument, index) => argument !== undefined && takes(wanted.charAt(index), argument)))
    return undefined
  const type = signature.result === 'integer' ? 'number' : signature.result
  if (signature.ofNothing) return outcomeOf('always', [type])
  return outcomeOf(first.there === 'several' ? 'counted' : first.there, [type])
}

function takes(wanted: string, { there, types, items }: Outcome): boolean {
  if (wanted === 'x') return true
  if (wanted !== 't') return there !== 'several' && isOnly(types, named[wanted] ?? '')
  return there === 'several' ? isOnly(items, 'string') : isOnly(types, 'array', 'string') && areTexts(types, items)
}

function areTexts(types: ReadonlySet<string>, items: ReadonlySet<string>): boolean {
  return !types.has('array') || isOnly(items, 'string')
}
