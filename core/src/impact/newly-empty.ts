import type { FieldPath, Json, Read } from '../model/index.ts'
import type { ComparedOperation } from './compared.ts'
import { lookedUp } from './looked-up.ts'
import { problemsOf } from './problems-of.ts'
import { shapesAt } from './shapes-at.ts'

/**
 * What counts as false where it is asked about, but for null, which is a change of its own (JSONata, Boolean
 * functions).
 */
const empty: readonly Json[] = ['', 0, false, [], {}, ...['', 0, false, null, {}].map((one) => [one])]

const known = new WeakMap<ComparedOperation, Map<string, boolean>>()

/** Lists of lists are looked into so deep. */
const deepest = 8

/** Whether what is read may count as false now, by a value that could not come before: an array by its elements. */
export function isNewlyEmpty({ path }: Pick<Read, 'path'>, producer: ComparedOperation, depth = 0): boolean {
  const inProducer = known.get(producer) ?? new Map<string, boolean>()
  known.set(producer, inProducer)
  const key = JSON.stringify(path)
  const found = inProducer.get(key) ?? (isEmptied(path, producer) || hasEmptied(path, producer, depth))
  inProducer.set(key, found)
  return found
}

function isEmptied(path: FieldPath, producer: ComparedOperation): boolean {
  const [base, revision] = [
    { producer, state: 'base' },
    { producer, state: 'revision' },
  ] as const
  return empty.some((value) => mayBe(value, path, revision) && !mayBe(value, path, base))
}

function hasEmptied(path: FieldPath, producer: ComparedOperation, depth: number): boolean {
  if (depth >= deepest) return false
  const shapes = shapesAt(producer.schema('output', 'revision'), path)
  return shapes.some(({ types }) => types.has('array')) && isNewlyEmpty({ path: [...path, '*'] }, producer, depth + 1)
}

interface Side {
  readonly producer: ComparedOperation
  readonly state: 'base' | 'revision'
}

/** What can't be validated may be. */
function mayBe(value: Json, path: Read['path'], { producer, state }: Side): boolean {
  const output = producer.schema('output', state)
  if (output === null) return true
  return lookedUp(path, output).nodes.some((node) => {
    const problems = problemsOf(value, node, output)
    return problems.length === 0 || (state === 'revision' && problems.some(({ code }) => code === 'schema-unusable'))
  })
}
