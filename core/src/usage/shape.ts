import { type Pointer, type Problem, pointer } from '../model/index.ts'

/** Adds what is wrong with a foreign value; `at` is where it stands in what was given. */
export type Shape = (value: unknown, at: Pointer, problems: Problem[]) => void

export interface Field {
  readonly shape: Shape
  readonly optional?: boolean
}

export function refuse(problems: Problem[], at: Pointer, detail: { message: string; hint?: string }): void {
  problems.push({ code: 'usage-invalid', severity: 'error', pointer: at, ...detail })
}

/** Text that satisfies `is`, described as `wanted`. */
export function text(wanted: string, is: (value: string) => boolean): Shape {
  return (value, at, problems) => {
    if (typeof value === 'string' && is(value)) return
    refuse(problems, at, { message: `${named(at)} is ${shown(value)}, but should be ${wanted}.` })
  }
}

export function oneOf(...names: readonly unknown[]): Shape {
  return (value, at, problems) => {
    if (names.includes(value)) return
    const list = names.map((name) => JSON.stringify(name)).join(', ')
    refuse(problems, at, { message: `${named(at)} is ${shown(value)}.`, hint: `Give one of ${list}.` })
  }
}

export function list(each: Shape): Shape {
  return (value, at, problems) => {
    if (!Array.isArray(value))
      return refuse(problems, at, { message: `${named(at)} is ${shown(value)}, not an array.` })
    for (const [index, one] of value.entries()) each(one, at + pointer(index), problems)
  }
}

/** An object with these fields and no others. */
export function record(fields: Readonly<Record<string, Field>>): Shape {
  return (value, at, problems) => {
    if (!isObject(value)) return refuse(problems, at, { message: `${named(at)} is ${shown(value)}, not an object.` })
    for (const name of Object.keys(value))
      if (!Object.hasOwn(fields, name))
        refuse(problems, at + pointer(name), {
          message: `${named(at)} has no field "${shortened(name)}".`,
          hint: `Its fields are ${Object.keys(fields).join(', ')}.`,
        })
    for (const [name, { shape, optional = false }] of Object.entries(fields)) {
      const inner = Object.hasOwn(value, name) ? value[name] : undefined
      if (inner !== undefined) shape(inner, at + pointer(name), problems)
      else if (!optional) refuse(problems, at + pointer(name), { message: `${named(at)} lacks "${name}".` })
    }
  }
}

/** An object whose `kind` says which of the shapes it has. */
export function variant(shapes: Readonly<Record<string, Readonly<Record<string, Field>>>>): Shape {
  const kind = oneOf(...Object.keys(shapes))
  return (value, at, problems) => {
    const name = isObject(value) ? value.kind : undefined
    const fields = typeof name === 'string' && Object.hasOwn(shapes, name) ? shapes[name] : undefined
    if (isObject(value) && fields === undefined) kind(name, at + pointer('kind'), problems)
    else record({ kind: { shape: kind }, ...fields })(value, at, problems)
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function named(at: Pointer): string {
  return at === '' ? 'What was given' : at
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(shortened(value))
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}

function shortened(name: string): string {
  return name.length > 80 ? `${name.slice(0, 79)}…` : name
}
