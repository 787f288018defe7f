import { type Dict, isJsonObject, type Json, type JsonObject, type Schema } from '../model/index.ts'
import { choicesOf, partsOf, typesIn } from '../validate/index.ts'

const ofFormat: Readonly<Record<string, string>> = {
  date: 'date',
  'date-time': 'date and time',
  time: 'time of day',
  email: 'email address',
  uri: 'web address',
  uuid: 'UUID',
  binary: 'file',
}

/** What a value of the schema is, in words for people: `text`, `list of whole numbers`, `date and time, or null`. */
export function typeWords(
  schema: Json | undefined,
  schemas: Dict<Schema>,
  open: ReadonlySet<Json> = new Set(),
): string {
  if (schema === false) return 'nothing'
  const parts = partsOf(schema, schemas)
  if (parts.some((part) => open.has(part))) return 'the same again'
  const inside = new Set([...open, ...parts])
  const types = typesIn([schema as Schema], schemas)
  if (types === undefined) return choiceWords(parts, schemas, inside)
  const words = types.filter((type) => type !== 'null').map((type) => oneType(type, parts, { schemas, inside }))
  const all = [...new Set(words)].join(' or ')
  if (!types.includes('null')) return all || 'anything'
  return all === '' ? 'null' : `${all}, or null`
}

interface Circumstances {
  readonly schemas: Dict<Schema>
  readonly inside: ReadonlySet<Json>
}

function oneType(type: string, parts: readonly JsonObject[], { schemas, inside }: Circumstances): string {
  switch (type) {
    case 'string':
      return stringWords(parts)
    case 'integer':
      return 'whole number'
    case 'boolean':
      return 'yes or no'
    case 'object':
      return 'group of fields'
    case 'array': {
      const items = parts.find((part) => part.items !== undefined)?.items
      return items === undefined ? 'list' : `list: ${typeWords(items, schemas, inside)}`
    }
    default:
      return 'number'
  }
}

function stringWords(parts: readonly JsonObject[]): string {
  for (const { format, contentMediaType } of parts) {
    const words = typeof format === 'string' && Object.hasOwn(ofFormat, format) ? ofFormat[format] : undefined
    if (words !== undefined) return words
    if (contentMediaType !== undefined) return 'file'
  }
  return 'text'
}

function choiceWords(parts: readonly JsonObject[], schemas: Dict<Schema>, inside: ReadonlySet<Json>): string {
  const choices = parts.flatMap(choicesOf).flat()
  const words = [...new Set(choices.map((choice) => typeWords(choice, schemas, inside)))]
  const others = words.filter((word) => word !== 'null')
  if (others.length > 0) return `${others.join(' or ')}${words.includes('null') ? ', or null' : ''}`
  return parts.some((part) => isJsonObject(part.properties)) ? 'group of fields' : 'anything'
}
