import { dict, type Json, type JsonObject, type Pointer, pointer } from '../../model/index.ts'
import type { Mistake } from '../../validate/index.ts'

const deepest = 200

/** A definition as JSON: functions of operations are `true`, properties that are undefined are left out. */
export function toManifest(definition: object, report: (mistake: Mistake) => void): JsonObject {
  return toJson(definition, { at: '', depth: 0, report }) as JsonObject
}

interface Conversion {
  readonly at: Pointer
  readonly depth: number
  report(mistake: Mistake): void
}

function toJson(value: unknown, conversion: Conversion): Json {
  const { at, depth } = conversion
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (typeof value === 'function' && /^\/(actions|triggers)\/[^/]+\/(run|poll)$/.test(at)) return true
  if (typeof value !== 'object' || depth > deepest) return refuse(value, conversion)
  const into = (name: string | number): Conversion => ({ ...conversion, at: at + pointer(name), depth: depth + 1 })
  if (Array.isArray(value)) return value.map((item, index) => toJson(item, into(index)))
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return refuse(value, conversion)
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return dict(entries.map(([name, inner]) => [name, toJson(inner, into(name))]))
}

function refuse(value: unknown, { at, depth, report }: Conversion): null {
  const what = depth > deepest ? 'a value that contains itself or is nested too deeply' : `a ${describe(value)}`
  const message = `The definition has ${what} where plain data belongs.`
  report({
    code: 'value-not-json',
    message,
    pointer: at,
    hint: 'functions stand as "run" of an action and "poll" of a trigger.',
  })
  return null
}

function describe(value: unknown): string {
  return typeof value === 'object' && value !== null ? (value.constructor?.name ?? 'object') : String(typeof value)
}
