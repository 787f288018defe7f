import { type Connector, isJsonObject, nearestName, type Pointer, pointer } from '../../model/index.ts'
import { referredName } from '../schema/parts.ts'
import { allSchemas } from '../schema/subschemas.ts'
import type { Mistake } from '../structure/mistake.ts'
import { suggestion } from './check.ts'
import { namesInLoops } from './names-in-loops.ts'
import { schemasIn } from './schemas-in.ts'

/** References lead to schemas of the connector, never over the network, and not in circles around one value. */
export function* checkReferences(connector: Connector): Iterable<Mistake> {
  for (const placed of schemasIn(connector))
    for (const { schema, at } of allSchemas(placed.schema, placed.at))
      if (isJsonObject(schema) && typeof schema.$ref === 'string')
        yield* checkReference(schema.$ref, `${at}/$ref`, placed.name, connector)
  yield* checkLoops(connector)
}

function* checkReference(text: string, at: Pointer, owner: string, { schemas }: Connector): Iterable<Mistake> {
  const name = referredName(text)
  if (name !== undefined && Object.hasOwn(schemas, name)) return
  const known = Object.keys(schemas)
  const meant = name ?? text.split('/').at(-1) ?? ''
  const remote = /^[a-z][a-z0-9+.-]*:|^\/\//i.test(text)
  yield {
    code: name === undefined ? 'reference-refused' : 'schema-unknown',
    message: remote
      ? `A reference in ${owner} leads to ${text}: nothing is fetched.`
      : `A reference in ${owner} leads to ${text}, where there is no schema.`,
    pointer: at,
    hint: suggestion(
      nearestName(meant, known),
      remote ? [] : known,
      'put the schema under "schemas" and refer to it as #/schemas/Name.',
    ),
  }
}

/** `A: { $ref: B }`, `B: { allOf: [{ $ref: A }] }` describes no value. */
function* checkLoops({ schemas }: Connector): Iterable<Mistake> {
  for (const name of namesInLoops(schemas))
    yield {
      code: 'reference-loop',
      message: `Schema "${name}" refers to itself for the same value, and so describes none.`,
      pointer: pointer('schemas', name),
      hint: 'refer to it from a property or an element.',
    }
}
