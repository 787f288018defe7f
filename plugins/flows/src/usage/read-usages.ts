import type { Pointer, Problem, Read, Supply, Usage } from '@jackfield/core'
import type { Expression, FlowDocument, FlowStep, Source, Template } from '../document/index.ts'
import { ExpressionError } from '../expression/index.ts'
import type { AbstractValue, Assured } from './abstract-value.ts'
import { derived } from './abstract-value.ts'
import { expressionProblem, missingProblem, undeclaredProblem } from './expression-problems.ts'
import { type Missing, scopeOf, type Used } from './flow-scope.ts'
import { everything, type Followed, type FollowOptions, follow } from './follow.ts'
import { elementsOf } from './navigate.ts'
import type { RecordedRead } from './recorder.ts'
import { marked, present } from './same-element.ts'
import { literalSupplies, suppliesOf } from './supplies.ts'
import type { Totality } from './totality-of.ts'

export interface ReadUsages {
  readonly usages: readonly Usage[]
  readonly problems: readonly Problem[]
  readonly complete: boolean
}

/** What each step of a flow reads and supplies, the trigger first. */
export function readUsages(flow: FlowDocument, source: Source, used: ReadonlyMap<string, Used>): ReadUsages {
  const { operation, connection, input } = flow.trigger
  const trigger: Usage = {
    step: 'trigger',
    operation,
    at: placeOf(source, '/trigger/operation'),
    ...(connection === undefined ? {} : { connection }),
    supplies: literalSupplies(input, [], placeOf(source, '/trigger/input')),
    reads: [],
  }
  const readers = flow.steps.map((step) => new StepReader(flow, source, { step, used }))
  return {
    usages: [trigger, ...readers.map((reader) => reader.read())],
    problems: readers.flatMap((reader) => reader.problems),
    complete: readers.every((reader) => reader.complete),
  }
}

class StepReader {
  readonly problems: Problem[] = []
  complete = true
  readonly #flow: FlowDocument
  readonly #source: Source
  readonly #step: FlowStep
  readonly #used: ReadonlyMap<string, Used>
  readonly #reads: Read[] = []
  #item: AbstractValue | undefined
  #assured: readonly Assured[] = []

  constructor(flow: FlowDocument, source: Source, { step, used }: { step: FlowStep; used: ReadonlyMap<string, Used> }) {
    this.#flow = flow
    this.#source = source
    this.#step = step
    this.#used = used
  }

  read(): Usage {
    const { id, operation, connection, when, forEach, input, retry, pointer } = this.#step
    if (when !== undefined) this.#assured = this.#follow(when, { as: 'test', decides: true })?.assured ?? []
    if (forEach !== undefined) {
      const over = this.#follow(forEach, { as: 'iterate' })
      this.#item = over === undefined ? derived : present(marked(elementsOf(over.value, over.recorder), 'item'))
    }
    const supplies = this.#supplies(input, [])
    return {
      step: id,
      operation,
      at: placeOf(this.#source, `${pointer}/operation`),
      ...(connection === undefined ? {} : { connection }),
      ...(retry === undefined ? {} : { retried: true }),
      supplies,
      reads: this.#reads,
    }
  }

  #supplies(template: Template, path: readonly string[]): Supply[] {
    switch (template.kind) {
      case 'literal':
        return literalSupplies(template.value, path, placeOf(this.#source, template.pointer))
      case 'object':
        return Object.entries(template.properties).flatMap(([name, inner]) => this.#supplies(inner, [...path, name]))
      case 'array':
        return template.items.flatMap((inner) => this.#supplies(inner, [...path, '*']))
      case 'text':
        return [this.#textSupply(template, path)]
      case 'expression': {
        const at = this.#placeOf(template.expression)
        const followed = this.#follow(template.expression, { as: 'value', handsOn: true })
        if (followed === undefined || !followed.whole) return [{ path, from: { kind: 'unknown' }, at }]
        return suppliesOf(followed.value, path, { ...followed, at, assured: this.#assured })
      }
    }
  }

  #textSupply({ parts, pointer }: Template & { kind: 'text' }, path: readonly string[]): Supply {
    const expressions = parts.filter((part) => typeof part !== 'string')
    const followed = expressions.map((part) => this.#follow(part, { as: 'value', ifAbsent: 'throws' }))
    const reads = followed.flatMap((one) => one?.reads ?? [])
    const known = followed.every((one) => one?.whole === true)
    const at = expressions[0] === undefined ? placeOf(this.#source, pointer) : this.#placeOf(expressions[0])
    if (!known) return { path, from: { kind: 'unknown' }, at }
    return { path, from: { kind: 'derived', reads, schema: { type: 'string' } }, presence: 'always', at }
  }

  #follow(expression: Expression, options: Omit<FollowOptions, 'root'>): Followed | undefined {
    const missing: Missing[] = []
    const root = scopeOf(
      {
        flow: this.#flow,
        step: this.#step,
        used: this.#used,
        ...(this.#item === undefined ? {} : { item: this.#item }),
      },
      (name) => missing.push(name),
    )
    try {
      const followed = follow(expression.text, { root, assured: this.#assured, ...options })
      this.#record(followed, expression)
      this.complete &&= followed.whole
      this.#report(expression, followed, missing)
      return followed
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error
      this.complete = false
      this.#record(everything(expression.text, root), expression)
      this.problems.push(expressionProblem(expression, error, this.#source))
      return undefined
    }
  }

  #record({ recorder, totality }: Followed, expression: Expression): void {
    const at = this.#placeOf(expression)
    this.#reads.push(...recorder.reads.map((read) => ({ ...withTotal(read, totality), at })))
  }

  #report(expression: Expression, { recorder }: Followed, missing: readonly Missing[]): void {
    const around = { flow: this.#flow, step: this.#step, source: this.#source, expression }
    const found = [
      ...missing.map((name) => missingProblem(name, around)),
      ...recorder.undeclared.map((one) => undeclaredProblem(one, around)),
    ]
    this.problems.push(...new Map(found.map((problem) => [JSON.stringify(problem), problem])).values())
  }

  #placeOf(expression: Expression): Supply['at'] {
    const { file, line } = this.#source.place(expression.pointer, expression.character)
    return { file, line, pointer: expression.pointer, expression: expression.text }
  }
}

function placeOf(source: Source, at: Pointer): Supply['at'] {
  const { file, line } = source.place(at)
  return { file, line, pointer: at }
}

function withTotal({ anyName, ...read }: RecordedRead, totality: Totality): Omit<Read, 'at'> {
  const isTotal = totality === 'total' || (totality === 'total in elements' && read.path.includes('*'))
  return isTotal && anyName !== true ? { ...read, total: true } : read
}
