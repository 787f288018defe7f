import { type Connector, dict, type Operation, segmentsOf } from '@jackfield/core'
import { dispensableProblems } from '@jackfield/core/format'
import type { DynamicParts } from './find-dynamic.ts'
import type { LeftOut } from './left-out.ts'

/**
 * Without the choices, described schemas and next pages that do not fit what they are said of: an operation runs
 * without them. Answers what was left out, by operation.
 */
export function withoutMistaken(
  connector: Connector,
  parts: ReadonlyMap<string, DynamicParts>,
): { readonly connector: Connector; readonly leftOut: readonly LeftOut[] } {
  const hasAny = Object.values(connector.operations).some(
    ({ options, schemaFrom, pages }) => options ?? schemaFrom ?? pages,
  )
  if (!hasAny) return { connector, leftOut: [] }
  const operations = dict<Operation>(Object.entries(connector.operations))
  const leftOut: LeftOut[] = []
  for (const { pointer = '', message, severity } of dispensableProblems(connector)) {
    const [area, id = '', part = '', name = ''] = segmentsOf(pointer)
    const operation = area === 'operations' ? operations[id] : undefined
    if (operation === undefined || severity === 'warning') continue
    const without = withoutPart(operation, part, name)
    if (without === undefined) continue
    operations[id] = without
    leftOut.push({ operation: id, at: placeOf(part, name, { connector, own: parts.get(id) }), message })
  }
  return { connector: { ...connector, operations: dict(Object.entries(operations)) }, leftOut }
}

/** Of several that describe one side, the first whose operation is there was taken. */
function placeOf(
  part: string,
  name: string,
  { connector, own }: { readonly connector: Connector; readonly own: DynamicParts | undefined },
): LeftOut['at'] {
  if (part === 'options') return own?.options.find(([field]) => field === name)?.[1].written
  if (part !== 'schemaFrom') return undefined
  const side = name === 'input' ? own?.input : own?.output
  return side?.find(([, { operation }]) => Object.hasOwn(connector.operations, operation))?.[1].written
}

/** A copy without the part; undefined where it is none that can be left out. */
function withoutPart(operation: Operation, part: string, name: string): Operation | undefined {
  const copy: { -readonly [Key in keyof Operation]: Operation[Key] } = { ...operation }
  if (part === 'pages') delete copy.pages
  else if (part === 'options')
    copy.options = dict(Object.entries(copy.options ?? {}).filter(([field]) => field !== name))
  else if (part === 'schemaFrom')
    copy.schemaFrom = Object.fromEntries(Object.entries(copy.schemaFrom ?? {}).filter(([side]) => side !== name))
  else return undefined
  if (Object.keys(copy.options ?? {}).length === 0) delete copy.options
  if (Object.keys(copy.schemaFrom ?? {}).length === 0) delete copy.schemaFrom
  return copy
}
