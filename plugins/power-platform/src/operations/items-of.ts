import { type Pointer, pointer } from '@jackfield/core'
import { child, type Located, type OperationRead } from '@jackfield/openapi'
import { isReference, parseExpression } from '../expression/index.ts'
import { allMembers, type PolicyInstance, textIn, textOf } from '../properties/index.ts'

/**
 * Where a poll's answer has its items: where the policy says, the answer itself where that is a list, or its one list;
 * of several, the one that is called `value`. Undefined where that can't be told.
 */
export function itemsOf(read: OperationRead, policies: readonly PolicyInstance[]): Pointer | undefined {
  const policy = policies.find(({ template }) => template === 'pollingtrigger')
  if (policy !== undefined) {
    const [only] = parseExpression(textIn(policy, 'triggerdatapath') ?? '')
    if (only !== undefined && isReference(only) && 'path' in only) return pointer(...only.path)
  }
  return inSchema(read)
}

function inSchema({ output, follow }: OperationRead): Pointer | undefined {
  const schema = output.written === null ? undefined : child(output.written, 'schema')
  const found = schema === undefined ? undefined : follow(schema)
  if (found === undefined || found.kind === 'lost') return ''
  if (isList(found)) return ''
  const lists = allMembers(child(found, 'properties')).filter(([, property]) => {
    const behind = follow(property)
    return behind.kind === 'found' && isList(behind)
  })
  const [name] = lists.find(([each]) => each === 'value') ?? (lists.length === 1 ? lists[0] : undefined) ?? []
  if (name !== undefined) return pointer(name)
  return lists.length === 0 ? '' : undefined
}

function isList(located: Located): boolean {
  return (
    textOf(located, 'type')?.toLowerCase() === 'array' ||
    (child(located, 'items') !== undefined && textOf(located, 'type') === undefined)
  )
}
