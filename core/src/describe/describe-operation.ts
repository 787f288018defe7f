import { type Connector, type Json, type Operation, operationName, type Schema } from '../model/index.ts'
import { effectWords } from './effect-words.ts'
import { exampleOf } from './example-of.ts'
import { fieldTable } from './fields.ts'
import { limitWords } from './limit-words.ts'
import type { Block } from './page.ts'
import { codeSpan, paragraphs, plainText } from './plain-text.ts'
import { urlWords } from './url-words.ts'
import { useWords } from './use-words.ts'
import type { DescribedFlow } from './uses-of.ts'

interface Described {
  readonly connector: Connector
  readonly flows: readonly DescribedFlow[] | null
}

/** One operation: what it does, its fields with examples, its limits, and who uses it. */
export function describeOperation(operation: Operation, { connector, flows }: Described): readonly Block[] {
  const { id, title, description = '', kind, formerly = [], deprecated = false, visibility } = operation
  const { unavailable, servers } = operation
  const name = operationName(connector.id, id)
  return [
    { depth: 3, title, id: `operation ${id}` },
    ...(deprecated ? ['**Deprecated:** do not use it in new flows.'] : []),
    ...(unavailable === undefined
      ? []
      : [`**Not available here:** ${plainText(unavailable.reason)} (${codeSpan(unavailable.feature)})`]),
    ...paragraphs(description),
    [
      `- In a flow: ${codeSpan(name)}`,
      ...(formerly.length === 0
        ? []
        : [`- Formerly: ${formerly.map((one) => codeSpan(operationName(connector.id, one))).join(', ')}`]),
      ...(visibility === 'advanced' ? ['- For advanced use.'] : []),
      `- ${effectWords(operation, connector)}`,
      ...(servers === undefined
        ? []
        : [`- It reaches ${servers.map((server) => urlWords(server, connector.settings)).join(' and ')}.`]),
    ].join('\n'),
    { depth: 4, title: kind === 'trigger' ? 'What to fill in' : 'Input' },
    ...fields(operation.input, connector),
    ...choiceWords(operation),
    { depth: 4, title: kind === 'trigger' ? 'What each item has' : 'Output' },
    ...fields(operation.output, connector),
    ...schemaWords(operation),
    { depth: 4, title: 'Limits' },
    limitWords(operation)
      .map((words) => `- ${words}`)
      .join('\n') || 'None are declared.',
    { depth: 4, title: 'Used by' },
    useWords(flows, name),
  ]
}

function fields(schema: Schema, { schemas }: Connector): readonly Block[] {
  const example = exampleOf(schema, schemas)
  const isEmpty = typeof example === 'object' && example !== null && Object.keys(example).length === 0
  const shown = fieldTable(schema, schemas)
  return example === undefined || isEmpty ? [shown] : [shown, 'For example:', jsonBlock(example)]
}

function jsonBlock(value: Json): string {
  return `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``
}

function choiceWords({ options = {} }: Operation): readonly Block[] {
  const names = Object.keys(options).sort()
  if (names.length === 0) return []
  const said = names.map((at) => `- ${codeSpan(at)}: chosen from what ${codeSpan(options[at]?.operation ?? '')} lists`)
  return [`Offered to choose from:\n\n${said.join('\n')}`]
}

function schemaWords({ schemaFrom }: Operation): readonly Block[] {
  if (schemaFrom === undefined) return []
  const said = (['input', 'output'] as const).flatMap((side) => {
    const from = schemaFrom[side]
    return from === undefined ? [] : [`the ${side} may have more fields, which ${codeSpan(from.operation)} tells`]
  })
  return [`With a connection, ${said.join(' and ')}.`]
}
