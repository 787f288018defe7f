import {
  isJsonObject,
  type Json,
  type JsonObject,
  nearestName,
  type Pointer,
  type Problem,
  pointer,
  readDuration,
} from '@jackfield/core'
import type { Source } from './source.ts'

/** Reads the fields of one object of a document; what is wrong goes to `problems`, and reading goes on. */
export class FieldReader {
  readonly source: Source
  readonly problems: Problem[]
  readonly at: Pointer
  /** What a message calls the object: `The flow`, `Step "item"`. */
  readonly name: string
  readonly #object: JsonObject

  constructor(
    source: Source,
    problems: Problem[],
    { value, at, name }: { value: JsonObject; at: Pointer; name: string },
  ) {
    this.source = source
    this.problems = problems
    this.at = at
    this.name = name
    this.#object = value
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#object, name)
  }

  names(): string[] {
    return Object.keys(this.#object)
  }

  raw(name: string): Json | undefined {
    return this.has(name) ? this.#object[name] : undefined
  }

  /** Reports names that mean nothing here. */
  only(allowed: readonly string[]): void {
    for (const name of this.names()) {
      if (allowed.includes(name)) continue
      const close = nearestName(name, allowed)
      this.problems.push({
        code: 'key-unknown',
        message: `${this.name} has no "${name}".`,
        ...this.source.keyPlace(this.at + pointer(name)),
        hint: close === undefined ? `It can have: ${allowed.join(', ')}.` : `Did you mean "${close}"?`,
      })
    }
  }

  text(name: string, need: 'required' | 'optional' = 'optional'): string | undefined {
    return this.#read(name, need, 'text', (value) => (typeof value === 'string' && value !== '' ? value : undefined))
  }

  object(name: string, need: 'required' | 'optional' = 'optional'): JsonObject | undefined {
    return this.#read(name, need, 'an object', (value) => (isJsonObject(value) ? value : undefined))
  }

  list(name: string, need: 'required' | 'optional' = 'optional'): readonly Json[] | undefined {
    return this.#read(name, need, 'a list', (value) => (Array.isArray(value) ? value : undefined))
  }

  integer(name: string, { from, to }: { from: number; to: number }): number | undefined {
    const fits = (value: Json) =>
      Number.isInteger(value) && (value as number) >= from && (value as number) <= to ? (value as number) : undefined
    return this.#read(name, 'optional', `a whole number from ${from} to ${to}`, fits)
  }

  number(name: string, { from, to }: { from: number; to: number }): number | undefined {
    const fits = (value: Json) => (typeof value === 'number' && value >= from && value <= to ? value : undefined)
    return this.#read(name, 'optional', `a number from ${from} to ${to}`, fits)
  }

  /** `200ms`, `30s`, `5m`, `2h`, `1d` as milliseconds. */
  duration(name: string): number | undefined {
    return this.#read(name, 'optional', 'a duration such as 30s (ms, s, m, h or d)', durationOf)
  }

  oneOf<Value extends string>(name: string, values: readonly Value[]): Value | undefined {
    return this.#read(name, 'optional', `one of ${values.join(', ')}`, (value) => values.find((each) => each === value))
  }

  problem(name: string, problem: Problem): void {
    this.problems.push({ ...this.source.place(this.at + pointer(name)), ...problem })
  }

  #read<Value>(
    name: string,
    need: 'required' | 'optional',
    kind: string,
    take: (value: Json) => Value | undefined,
  ): Value | undefined {
    const value = this.raw(name)
    if (value === undefined) {
      if (need === 'required')
        this.problems.push({
          code: 'key-missing',
          message: `${this.name} has no "${name}".`,
          ...this.source.place(this.at),
          hint: `Add "${name}": ${kind}.`,
        })
      return undefined
    }
    const taken = take(value)
    if (taken === undefined)
      this.problem(name, { code: 'value-invalid', message: `"${name}" is not ${kind}.`, hint: howToWrite(kind) })
    return taken
  }
}

const ways: Readonly<Record<string, string>> = {
  text: 'Write text, in quotes where it looks like something else.',
  'an object': 'Write its fields below it, or in braces.',
  'a list': 'Write its elements below it, each after "- ", or in brackets.',
}

function howToWrite(kind: string): string {
  return ways[kind] ?? `Write ${kind}.`
}

function durationOf(value: Json): number | undefined {
  return typeof value === 'string' ? (readDuration(value) ?? undefined) : undefined
}
