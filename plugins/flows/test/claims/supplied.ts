import type { Json, Supply, SupplySource } from '@jackfield/core'
import { valuesAt } from './order.ts'

type Order = { readonly [name: string]: Json }

/** Whether what is said of what an input is given leaves room for what it really gets. */
export function suits(supplies: readonly Supply[], actual: Json | undefined, order: Order): boolean {
  const whole = supplies.filter(({ path }) => path.length === 1)
  const parts = supplies.filter(({ path }) => path.length > 1)
  if (actual === undefined) return whole.every((supply) => mayLack(supply, order)) && parts.every(isOfNone)
  const told = whole.length === 0 || whole.some(({ from }) => admits(from, actual, order))
  return told && (whole.length > 0 || parts.length > 0)
}

/** Parts of something that is there at times say so. */
function isOfNone({ presence }: Supply): boolean {
  return presence === 'sometimes'
}

function mayLack({ from, presence }: Supply, order: Order): boolean {
  if (presence !== undefined) return presence === 'sometimes'
  return isAbsent(from, order)
}

function isUnknown(known: string | undefined): boolean {
  return known === undefined || known === 'unless-null'
}

function isAbsent(from: SupplySource, order: Order): boolean {
  switch (from.kind) {
    case 'literal':
      return false
    case 'copy':
      return isUnknown(from.known) && valuesAt(from.path, order).some((value) => value === undefined)
    case 'derived':
      return from.needs === undefined || from.needs.some(({ path }) => valuesAt(path, order).includes(undefined))
    case 'either':
      return from.options.some((option) => isAbsent(option, order))
    default:
      return true
  }
}

function admits(from: SupplySource, actual: Json, order: Order): boolean {
  switch (from.kind) {
    case 'literal':
      return same(from.value, actual)
    case 'copy': {
      if ((from.known === 'not-null' || from.known === 'unless-null') && actual === null) return false
      return valuesAt(from.path, order).some((value) => same(value, actual))
    }
    case 'derived':
      return typeof from.schema !== 'object' || fits(from.schema as { [word: string]: Json }, actual)
    case 'either':
      return from.options.some((option) => admits(option, actual, order)) || isMixed(from.options, actual, order)
    case 'sequence':
      if (admits(from.of, actual, order)) return true
      return Array.isArray(actual) && actual.every((one) => admits(from.of, one, order))
    case 'unknown':
      return true
  }
}

function isMixed(options: readonly SupplySource[], actual: Json, order: Order): boolean {
  const sequences = options.flatMap(flat).flatMap((option) => (option.kind === 'sequence' ? [option.of] : []))
  return Array.isArray(actual) && actual.every((one) => sequences.some((option) => admits(option, one, order)))
}

function flat(from: SupplySource): readonly SupplySource[] {
  return from.kind === 'either' ? from.options.flatMap(flat) : [from]
}

function fits(schema: { readonly [word: string]: Json }, actual: Json): boolean {
  if (Array.isArray(schema.enum)) return schema.enum.some((value) => same(value, actual))
  if (schema.type === 'integer') return Number.isInteger(actual)
  return schema.type === undefined || schema.type === typeOf(actual)
}

function typeOf(value: Json): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
