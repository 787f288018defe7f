import { type Connector, dict, dispensableProblems, type Operation, segmentsOf } from '@jackfield/core'

/**
 * Without the choices, described schemas and next pages that do not fit what they are said of: an operation runs without
 * them. Answers what was left out, by operation.
 */
export function withoutMistaken(connector: Connector): {
  readonly connector: Connector
  readonly lost: readonly Lost[]
} {
  const hasAny = Object.values(connector.operations).some(
    ({ options, schemaFrom, pages }) => options ?? schemaFrom ?? pages,
  )
  if (!hasAny) return { connector, lost: [] }
  const operations = dict<Operation>(Object.entries(connector.operations))
  const lost: Lost[] = []
  for (const { pointer = '', message, severity } of dispensableProblems(connector)) {
    const [area, id = '', part = '', name = ''] = segmentsOf(pointer)
    const operation = area === 'operations' ? operations[id] : undefined
    if (operation === undefined || severity === 'warning') continue
    const without = withoutPart(operation, part, name)
    if (without === undefined) continue
    operations[id] = without
    lost.push({ operation: id, part: part === 'pages' ? part : `${part} ${name}`, message })
  }
  return { connector: { ...connector, operations: dict(Object.entries(operations)) }, lost }
}

export interface Lost {
  readonly operation: string
  readonly part: string
  readonly message: string
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
