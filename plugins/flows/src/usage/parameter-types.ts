import type { AbstractValue } from './abstract-value.ts'
import { mayBeOther } from './may-be-other.ts'
import { signatures } from './signatures.ts'

/**
 * Of functions that go well with every value of the types of their arguments: `x` takes any, `s` text, `n` a number,
 * `b` true or false, `t` texts.
 */
export const parameterTypes: Readonly<Record<string, string | undefined>> = {
  abs: 'n',
  boolean: 'x',
  ceil: 'n',
  contains: 'ss',
  count: 'x',
  exists: 'x',
  floor: 'n',
  join: 'ts',
  length: 's',
  lowercase: 's',
  not: 'x',
  string: 'xb',
  substring: 'snn',
  substringAfter: 'ss',
  substringBefore: 'ss',
  trim: 's',
  type: 'x',
  uppercase: 's',
}

const elements: Readonly<Record<string, string | undefined>> = {
  average: 'number',
  join: 'string',
  max: 'number',
  merge: 'object',
  min: 'number',
  sum: 'number',
}
const letters: Readonly<Record<string, string>> = { b: 'boolean', n: 'number', s: 'string' }

/** Whether an argument may be of a type with which the function fails. */
export function mayBeRefused(name: string, index: number, argument: AbstractValue): boolean {
  const letter = parameterTypes[name]?.charAt(index) ?? ''
  const type = letters[letter]
  if (type !== undefined) return mayBeOther(argument, [type])
  if (index > 0) return false
  const element = elements[name]
  if (element !== undefined) return mayBeOther(argument, [element, 'array'])
  if (name === 'number') return isNoNumber(argument)
  const wanted = signatures[name]?.context
  return wanted !== undefined && wanted !== 'any' && letter !== 'x' && mayBeOther(argument, [wanted, ...also(wanted)])
}

function isNoNumber(value: AbstractValue): boolean {
  if (value.kind === 'oneOf') return value.options.some(isNoNumber)
  if (value.kind === 'literal' && typeof value.value === 'string') return Number.isNaN(Number.parseFloat(value.value))
  return mayBeOther(value, ['string', 'number', 'boolean'])
}

/** Functions of objects take arrays of them as well. */
function also(type: string): readonly string[] {
  return type === 'object' ? ['array'] : []
}
