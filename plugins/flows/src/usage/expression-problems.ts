import { nearestName, type Problem, quoted } from '@jackfield/core'
import type { Expression, FlowDocument, FlowStep, Source } from '../document/index.ts'
import type { ExpressionError } from '../expression/index.ts'
import type { Place, Token } from './abstract-value.ts'
import type { Missing } from './flow-scope.ts'

interface Around {
  readonly flow: FlowDocument
  readonly step: FlowStep
  readonly source: Source
  readonly expression: Expression
}

/** An expression that JSONata can't read, or that is not allowed. */
export function expressionProblem(expression: Expression, error: ExpressionError, source: Source): Problem {
  const { position, hint } = error
  const inside = position === undefined ? 0 : Math.min(position, expression.text.length)
  const where = position === undefined ? '' : ` (at character ${inside})`
  return {
    code: 'expression-invalid',
    message: `The expression ${quoted(expression.text)} is not valid: ${error.message.replace(/\.$/, '')}${where}.`,
    ...source.place(expression.pointer, expression.character + Math.max(0, inside - 1)),
    hint: hint ?? 'Write it as JSONata asks: https://docs.jsonata.org.',
  }
}

/** A name that expressions do not know, or not yet. */
export function missingProblem({ kind, name, token }: Missing, around: Around): Problem {
  return { ...(kind === 'step' ? missingStep(name, around) : missingRoot(name, around)), ...placeOf(token, around) }
}

/** A field that the operation's output does not declare. */
export function undeclaredProblem(
  { place, name, token }: { place: Place; name: string; token: Token | null },
  around: Around,
): Problem {
  const declared = place.view?.declared ?? []
  const close = nearestName(name, declared)
  const whose = place.step === 'trigger' ? "The trigger's output" : `The output of step "${place.step}"`
  const path = [...place.path, name].join('.').replaceAll('.*', '[]')
  return {
    code: 'field-undeclared',
    message: `${whose} does not declare "${path}".`,
    severity: 'warning',
    ...placeOf(token, around),
    hint: hintOfDeclared(close, declared),
  }
}

/** A name that is near, or those that there are. */
export function hintOfDeclared(close: string | undefined, declared: readonly string[]): string {
  if (close !== undefined) return `Did you mean "${close}"?`
  return declared.length === 0 ? 'It declares none.' : `It declares: ${declared.join(', ')}.`
}

function missingStep(name: string, { flow, step }: Around): Problem {
  const before = flow.steps.slice(0, flow.steps.indexOf(step)).map((other) => other.id)
  if (name === step.id)
    return { code: 'step-later', message: `Step "${name}" reads its own output.`, hint: listHint(before) }
  const later = flow.steps.some((other) => other.id === name)
  if (later)
    return {
      code: 'step-later',
      message: `Step "${step.id}" reads step "${name}", which has not run before it.`,
      hint: `Move "${name}" before "${step.id}".`,
    }
  const close = nearestName(name, before)
  const hint = close === undefined ? listHint(before) : `Did you mean "${close}"?`
  return {
    code: 'step-unknown',
    message: `Step "${step.id}" reads step "${name}", which there is not.`,
    hint,
  }
}

function listHint(before: readonly string[]): string {
  return before.length === 0 ? 'No step has run before it.' : `The steps before it are: ${before.join(', ')}.`
}

function missingRoot(name: string, { flow, step }: Around): Problem {
  const message = `"${name}" stands for nothing: expressions read trigger, steps${step.forEach === undefined ? '' : ', item and index'}.`
  return { code: 'name-unknown', message, hint: hintForRoot(name, flow, step) }
}

function hintForRoot(name: string, flow: FlowDocument, step: FlowStep): string {
  if (flow.steps.some((other) => other.id === name)) return `Write steps.${name}.`
  if (name === 'item' || name === 'index')
    return step.forEach === undefined
      ? 'Only the input of a step with "forEach" has them.'
      : 'Filter in "forEach" itself: \'{% … [ condition ] %}\'.'
  const close = nearestName(name, ['trigger', 'steps', 'item', 'index'])
  return close === undefined ? `Write trigger.${name}, or quote the text: "${name}".` : `Did you mean "${close}"?`
}

function placeOf(token: Token | null, { source, expression }: Around): ReturnType<Source['place']> {
  return source.place(expression.pointer, expression.character + (token?.start ?? 0))
}
