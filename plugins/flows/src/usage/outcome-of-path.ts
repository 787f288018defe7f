import type { Node, PathNode } from '../expression/index.ts'
import { eachOf } from './navigate.ts'
import { type Around, both, type Outcome, outcomeOf, outcomeOfValue } from './outcome.ts'

/** Steps that only lead on. */
const leading: ReadonlySet<string> = new Set(['name', 'wildcard', 'descendant', 'parent'])

/** What a path leads to; a part that computes is gone through in what stands before it. */
export function outcomeOfPath(node: PathNode, around: Around): Outcome | undefined {
  const { steps } = node
  if (!steps.every(isPlainStep)) return undefined
  const computed = steps.map((step, index) => stepOutcome(node, step, { index, around }))
  if (computed.includes(null)) return undefined
  const last = computed.at(-1)
  if (last === undefined || last === null) return outcomeOfValue(around.interpret(node, around), around)
  if (node.keepSingletonArray === true || (steps.at(-1)?.stages ?? []).length > 0) return outcomeOf('varies', ['any'])
  const before = steps.length === 1 ? outcomeOfValue(around.value, around) : beforeLast(node, around)
  const isOne = before !== undefined && isSingle(before) && isSingle(last)
  if (isOne) return { ...last, there: both(before.there, last.there) }
  const isCounted = before?.there === 'several' && (last.there === 'always' || last.there === 'given')
  return outcomeOf(isCounted ? 'several' : 'varies', ['any'])
}

/** Only a position that is written as a number may be picked. */
function isPlainStep({ stages = [], predicate, group, focus, index, ancestor }: Node): boolean {
  if (predicate !== undefined || group !== undefined || focus !== undefined || index !== undefined) return false
  return ancestor === undefined && stages.every((stage) => stage.type === 'filter' && stage.expr.type === 'number')
}

interface At {
  readonly index: number
  readonly around: Around
}

/** What comes of a step that computes: `undefined` for one that leads on, `null` where it may fail. */
function stepOutcome(path: PathNode, step: Node, { index, around }: At): Outcome | null | undefined {
  if (leading.has(step.type) || (index === 0 && step.type === 'variable' && !around.bound.has(step.value)))
    return undefined
  if (index === 0) return around.outcome(step, around) ?? null
  const value = eachOf(around.interpret(upTo(path, index), around), around.recorder)
  return around.outcome(step, { ...around, value }) ?? null
}

function beforeLast(path: PathNode, around: Around): Outcome | undefined {
  return outcomeOfValue(around.interpret(upTo(path, path.steps.length - 1), around), around)
}

function upTo(path: PathNode, length: number): PathNode {
  return { ...path, steps: path.steps.slice(0, length), keepSingletonArray: false }
}

/** Neither a sequence nor an array, whose elements would be gone through. */
function isSingle({ there, types }: Outcome): boolean {
  return there !== 'several' && !types.has('array') && !types.has('any')
}
