import { lookUp, schemaOf } from '../diff/index.ts'
import { validateBySchema } from '../invoke/index.ts'
import type { Json, Read } from '../model/index.ts'
import type { ComparedOperation } from './compared.ts'

/** What counts as false where it is asked about, but for null, which is a change of its own (JSONata, Boolean functions). */
const empty: readonly Json[] = ['', 0, false, [], {}, ...['', 0, false, null, {}].map((one) => [one])]

const known = new WeakMap<ComparedOperation, Map<string, boolean>>()

/** Whether what is read may count as false now, by a value that could not come before. */
export function isNewlyEmpty({ path }: Read, producer: ComparedOperation): boolean {
  const inProducer = known.get(producer) ?? new Map<string, boolean>()
  known.set(producer, inProducer)
  const key = JSON.stringify(path)
  const found =
    inProducer.get(key) ??
    empty.some(
      (value) =>
        mayBe(value, path, { producer, state: 'revision' }) && !mayBe(value, path, { producer, state: 'base' }),
    )
  inProducer.set(key, found)
  return found
}

interface Side {
  readonly producer: ComparedOperation
  readonly state: 'base' | 'revision'
}

/** What can't be validated may be. */
function mayBe(value: Json, path: Read['path'], { producer, state }: Side): boolean {
  const output = producer.schema('output', state)
  if (output === null) return true
  return lookUp(output.node, path, output.shapes).nodes.some((node) => {
    const problems = validateBySchema(schemaOf(node), output.connector.schemas, value)
    return problems.length === 0 || (state === 'revision' && problems.some(({ code }) => code === 'schema-unusable'))
  })
}
