import type { ReadPath } from '@jackfield/core'
import { compile, type Node, nodesOf } from '../expression/index.ts'
import { type AbstractObject, type AbstractValue, type Assured, derived } from './abstract-value.ts'
import { type Context, Names } from './context.ts'
import { assuredBy, test } from './guards.ts'
import { interpret } from './interpret.ts'
import { type IfAbsent, type Purpose, Recorder, TooMuch } from './recorder.ts'
import { type Totality, totalityOf } from './totality-of.ts'

/** What following an expression brought to light. */
export interface Followed {
  readonly recorder: Recorder
  readonly value: AbstractValue
  /** Paths that are there where the expression holds. */
  readonly assured: readonly Assured[]
  /** Everything that it uses. */
  readonly reads: readonly ReadPath[]
  /** Whether it was small enough to be followed; else everything that it could read counts as read. */
  readonly whole: boolean
  /** Whether it has a value, of one type, for every value that it uses and that is there. */
  readonly totality: Totality
}

export interface FollowOptions {
  readonly root: AbstractObject
  readonly as: Purpose
  readonly ifAbsent?: IfAbsent
  readonly assured?: readonly Assured[]
  /** Whether the step is skipped where it does not hold. @default false */
  readonly decides?: boolean
  /** Whether its value is supplied as it is. @default false */
  readonly handsOn?: boolean
}

/** Follows an expression that is used for something. Throws `ExpressionError` where it can't be read. */
export function follow(
  text: string,
  { root, as, ifAbsent = 'drops', assured = [], handsOn = false, decides = false }: FollowOptions,
): Followed {
  const { ast } = compile(text)
  const recorder = new Recorder(text)
  const context: Context = { value: root, root, names: new Names(), assured, recorder, interpret }
  try {
    const value = as === 'test' ? test(ast, context) : interpret(ast, context)
    if (as !== 'test')
      recorder.use(value, { as, ifAbsent, assured, handedOn: handsOn, ...(as === 'iterate' && { becomes: 'skip' }) })
    if (decides && isPlainCondition(ast)) recorder.skips()
    const after = as === 'test' ? assuredBy(ast, context, true) : []
    return followed(recorder, { value, assured: after, whole: true, totality: totalityOf(ast, context) })
  } catch (error) {
    if (!(error instanceof TooMuch || error instanceof RangeError)) throw error
    return everything(text, root)
  }
}

/** One that is false as soon as a part of it is. */
function isPlainCondition(ast: Node): boolean {
  return [...nodesOf(ast)].every(
    ({ type, ...node }) =>
      ['path', 'name', 'string', 'number', 'value', 'block'].includes(type) ||
      (type === 'binary' && 'value' in node && /^(and|=|!=|<|<=|>|>=|in)$/.test(String(node.value))),
  )
}

/** What an expression that can't be followed may read: everything there is. */
export function everything(text: string, root: AbstractObject): Followed {
  const recorder = new Recorder(text)
  recorder.use(root, { as: 'whole', ifAbsent: 'drops', assured: [] })
  return followed(recorder, { value: derived, assured: [], whole: false, totality: 'partial' })
}

function followed(recorder: Recorder, rest: Pick<Followed, 'value' | 'assured' | 'whole' | 'totality'>): Followed {
  const reads = recorder.reads.map(({ step, path }) => ({ step, path }))
  return { recorder, reads: [...new Map(reads.map((read) => [JSON.stringify(read), read])).values()], ...rest }
}
