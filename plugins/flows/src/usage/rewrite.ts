import type { FieldPath, FieldRename } from '@jackfield/core'
import { ExpressionError } from '../expression/index.ts'
import type { AbstractObject, AbstractValue, Token } from './abstract-value.ts'
import { follow } from './follow.ts'

/** Stands for the item of a `forEach`, whose place the expression alone does not say. */
const item = Symbol('item').toString()

/** Puts the new name where the expression names the field, and nowhere else; `null` where it does not name it. */
export function rewrite({ expression, step, path, to }: FieldRename): string | null {
  const tokens = tokensOf(expression)
  const direct = tokens.filter((one) => one.step === step && same(one.path, path))
  const found = direct.length > 0 ? direct : tokens.filter((one) => one.step === item && endsWith(path, one.path))
  if (found.length === 0 || isMixed(expression, path.at(-1) ?? '')) return null
  const places = [...new Map(found.map(({ token }) => [token.start, token])).values()].sort((a, b) => b.start - a.start)
  const name =
    /^[A-Za-z_][A-Za-z0-9_]*$/.test(to) && !/^(and|or|in|true|false|null|function)$/.test(to) ? to : `\`${to}\``
  return to.includes('`')
    ? null
    : places.reduce((text, { start, end }) => text.slice(0, start) + name + text.slice(end), expression)
}

/** What mixes fields by their names, or goes by names. */
const byName = /\$(?:append|each|keys|lookup|merge|sift|spread)\b/

/**
 * Whether the expression writes the name as a text too, and mixes what has it with what it writes: `$merge([a, {"b":
 * 1}]).b` is there after the rename as before.
 */
function isMixed(expression: string, name: string): boolean {
  return byName.test(expression) && [`"${name}"`, `'${name}'`].some((text) => expression.includes(text))
}

function tokensOf(expression: string): readonly { step: string; path: FieldPath; token: Token }[] {
  try {
    return follow(expression, { root: anything(), as: 'value' }).recorder.tokens
  } catch (error) {
    if (error instanceof ExpressionError) return []
    throw error
  }
}

/** Every step there could be. */
function anything(): AbstractObject {
  const steps = new Map<string, AbstractValue>()
  const get = (name: string): AbstractValue => ({ kind: 'places', places: [{ step: name, path: [], assured: [] }] })
  const all = Object.assign(steps, { get })
  const fields = new Map<string, AbstractValue>([
    ['trigger', get('trigger')],
    ['item', get(item)],
    ['steps', { kind: 'object', fields: all }],
  ])
  return { kind: 'object', fields }
}

/** Without a schema it is not known where the path goes through elements. */
function same(one: FieldPath, other: FieldPath): boolean {
  return withoutElements(one).join('\0') === withoutElements(other).join('\0')
}

function endsWith(path: FieldPath, end: FieldPath): boolean {
  return same(withoutElements(path).slice(-withoutElements(end).length), end)
}

function withoutElements(path: FieldPath): FieldPath {
  return path.filter((segment) => segment !== '*')
}
