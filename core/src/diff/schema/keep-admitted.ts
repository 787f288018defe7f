import type { Json } from '../../model/index.ts'
import { patternBeyond } from '../pattern/pattern-beyond.ts'
import { fitsFormat } from './fits-format.ts'
import type { AdmittedValues } from './read-types.ts'
import type { Plain } from './shape.ts'
import { typeOfValue } from './value-types.ts'

type Bounding = Pick<Plain, 'bounds' | 'pattern'>
type Constraints = Bounding & Pick<Plain, 'format'>

/**
 * Where values are listed, those that the other keywords admit; these say nothing then. Values that are arrays or
 * objects leave everything as it is, and so do patterns and formats of which it does not show. Who lists true and
 * false and nothing else lists all that a boolean can be.
 */
export function keepAdmitted(admitted: AdmittedValues, said: Constraints): AdmittedValues & Constraints {
  const { values } = admitted
  if (values === null || [...values.values()].some((value) => typeof value === 'object'))
    return { ...admitted, ...said }
  const fitting = [...values].map(([text, value]) => ({ text, value, fits: fits(value, said) }))
  const isUnclear = fitting.some((one) => one.fits === undefined)
  const kept = new Map(fitting.flatMap(({ text, value, fits }) => (fits === false ? [] : [[text, value] as const])))
  const types = new Set([...kept.values()].map(typeOfValue))
  return {
    nullable: admitted.nullable,
    types,
    values: kept.size === 0 || isEveryBoolean(kept, types) ? null : kept,
    bounds: {},
    pattern: isUnclear ? said.pattern : [],
    format: formatsBeyond(kept, said.format),
  }
}

/** The formats of which it does not show that all of the values have them. */
export function formatsBeyond(values: NonNullable<Plain['values']>, formats: Plain['format']): Plain['format'] {
  return formats.filter((format) => ![...values.values()].every((value) => fitsFormat(format, value) === true))
}

function isEveryBoolean(values: NonNullable<Plain['values']>, types: Plain['types']): boolean {
  return values.size === 2 && types.size === 1 && types.has('boolean')
}

/** Whether all of the values fit; `undefined` where it does not show of one, and the others do. */
export function allFit(values: NonNullable<Plain['values']>, said: Bounding): boolean | undefined {
  const found = [...values.values()].map((value) => fits(value, said))
  return found.includes(false) ? false : found.includes(undefined) ? undefined : true
}

function fits(value: Exclude<Json, null>, { bounds, pattern }: Bounding): boolean | undefined {
  if (typeof value === 'number') return fitsNumber(value, bounds)
  if (typeof value !== 'string') return true
  const { length } = [...value]
  if (length < (bounds.minLength ?? 0) || length > (bounds.maxLength ?? Number.POSITIVE_INFINITY)) return false
  const { kind } = patternBeyond({ patterns: [`^${literal(value)}$`] }, pattern)
  return kind === 'unknown' ? undefined : kind === 'none'
}

function fitsNumber(value: number, bounds: Plain['bounds']): boolean {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = bounds
  if (minimum !== undefined && value < minimum) return false
  if (maximum !== undefined && value > maximum) return false
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) return false
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) return false
  return multipleOf === undefined || Number.isInteger(value / multipleOf)
}

/** As a pattern that only this text fits. */
function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
