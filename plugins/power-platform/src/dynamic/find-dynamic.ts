import { type Pointer, pointer } from '@jackfield/core'
import { child, elementsOf, type Located, type OperationRead } from '@jackfield/openapi'
import { allMembers, textOf } from '../properties/index.ts'
import { type Dynamic, dynamicSchema, dynamicValues, wordsIn } from './dynamic-words.ts'

/** Everything dynamic that one operation's files say, by where it holds. */
export interface DynamicParts {
  /** By field of the input; elements of a list have no segment. */
  readonly options: readonly (readonly [Pointer, Dynamic])[]
  /** With the part of input or output that it describes, `*` for each element of a list. */
  readonly input: readonly (readonly [Pointer, Dynamic])[]
  readonly output: readonly (readonly [Pointer, Dynamic])[]
  /** What does not name the operation to ask, such as the capability of a designer. */
  readonly unread: readonly Located[]
  /** What the document calls the body. */
  readonly body: string | undefined
}

const deepest = 8

export function findDynamic(read: OperationRead): DynamicParts {
  const { parameters, body, output, follow } = read
  const unread: Located[] = []
  const found: Found = { options: new Map(), schemas: new Map(), unread }
  for (const { input, written } of parameters)
    if (input !== null) look(written, { path: [input], field: [input], depth: deepest, follow, found })
  const schema = body?.written == null ? undefined : child(body.written, 'schema')
  if (schema !== undefined) look(schema, { path: ['body'], field: ['body'], depth: deepest, follow, found })
  const answered: Found = { options: new Map(), schemas: new Map(), unread: [] }
  const given = output.written === null ? undefined : child(output.written, 'schema')
  if (given !== undefined) look(given, { path: [], field: [], depth: deepest, follow, found: answered })
  return {
    options: [...found.options],
    input: [...found.schemas],
    output: [...answered.schemas],
    unread: [...unread, ...answered.unread],
    body: body?.written == null ? undefined : textOf(body.written, 'name'),
  }
}

interface Found {
  readonly options: Map<Pointer, Dynamic>
  readonly schemas: Map<Pointer, Dynamic>
  readonly unread: Located[]
}

interface Looking {
  /** With `*` for each element. */
  readonly path: readonly string[]
  readonly field: readonly string[]
  readonly depth: number
  readonly follow: OperationRead['follow']
  readonly found: Found
}

/** What stands beside a reference counts as well as what it leads to. */
function look(written: Located, looking: Looking): void {
  const { path, field, depth, follow, found } = looking
  const behind = depth === 0 ? undefined : follow(written)
  if (behind === undefined || behind.kind === 'lost') return
  const values = dynamicValues(written) ?? dynamicValues(behind)
  const schema = dynamicSchema(written) ?? dynamicSchema(behind)
  if (values !== undefined && !found.options.has(pointer(...field))) found.options.set(pointer(...field), values)
  if (schema !== undefined && !found.schemas.has(pointer(...path))) found.schemas.set(pointer(...path), schema)
  if (values === undefined) found.unread.push(...wordsIn(written, 'values'), ...wordsIn(behind, 'values'))
  if (schema === undefined) found.unread.push(...wordsIn(written, 'schema'), ...wordsIn(behind, 'schema'))
  const deeper = { ...looking, depth: depth - 1 }
  for (const [name, property] of allMembers(child(behind, 'properties')))
    look(property, { ...deeper, path: [...path, name], field: [...field, name] })
  for (const part of elementsOf(child(behind, 'allOf'))) look(part, deeper)
  const items = child(behind, 'items')
  if (items !== undefined) look(items, { ...deeper, path: [...path, '*'] })
}
