import { type Dict, isJsonObject, type Json, type Schema } from '../model/index.ts'
import { isRequiredIn, partsOf, propertiesOf } from '../validate/index.ts'
import { allowedWords } from './allowed-words.ts'
import { codeCell, plainText } from './plain-text.ts'
import { table } from './table.ts'
import { typeWords } from './type-words.ts'

const deepest = 8
const mostRows = 400

/** The fields of a schema as a table, nested ones by their paths; a sentence where it has none. */
export function fieldTable(schema: Schema, schemas: Dict<Schema>): string {
  const rows: Row[] = []
  collect({ schema, path: '', depth: 0, open: new Set() }, { schemas, rows })
  if (rows.length === 0) return whole(schema, schemas)
  const head = ['Field', 'What it is', 'Required', 'Default', 'Allowed', 'Description']
  const shown = table(head, rows.slice(0, mostRows))
  const root = typeWords(schema, schemas)
  return [
    ...(root === 'group of fields' ? [] : [`The whole is: ${root}.`]),
    shown,
    ...(rows.length > mostRows ? [`There are ${rows.length - mostRows} fields more.`] : []),
  ].join('\n\n')
}

type Row = readonly string[]

interface Level {
  readonly schema: Json
  readonly path: string
  readonly depth: number
  /** Schemas that this level lies in: one that holds itself is described once. */
  readonly open: ReadonlySet<Json>
}

interface Collecting {
  readonly schemas: Dict<Schema>
  readonly rows: Row[]
}

function collect(level: Level, collecting: Collecting): void {
  const { schema, path, open, depth } = level
  const { schemas, rows } = collecting
  const parts = partsOf(schema, schemas)
  if (depth > deepest || rows.length > 10 * mostRows || parts.some((part) => open.has(part))) return
  const below = { depth: depth + 1, open: new Set([...open, ...parts]) }
  for (const [name, property] of propertiesOf(schema, schemas)) {
    const at = path === '' ? nameIn(name) : `${path}.${nameIn(name)}`
    rows.push(rowOf(at, property, { schemas, required: isRequiredIn(name, schema, schemas), open: below.open }))
    collect({ ...below, schema: property, path: at }, collecting)
  }
  const others = parts.find((part) => isJsonObject(part.additionalProperties))?.additionalProperties
  if (others !== undefined)
    collectElement({ ...below, schema: others, path: path === '' ? '*' : `${path}.*` }, collecting)
  const items = parts.find((part) => isJsonObject(part.items))?.items
  if (items !== undefined) collect({ ...below, schema: items, path: `${path}[]` }, collecting)
}

/** A field whose name is not known beforehand. */
function collectElement(level: Level, collecting: Collecting): void {
  collecting.rows.push(rowOf(level.path, level.schema, { ...collecting, required: false, open: level.open }))
  collect(level, collecting)
}

interface Surroundings {
  readonly schemas: Dict<Schema>
  readonly required: boolean
  readonly open: ReadonlySet<Json>
}

function rowOf(path: string, schema: Json, { schemas, required, open }: Surroundings): Row {
  const parts = partsOf(schema, schemas)
  const said = (keyword: string): Json | undefined => parts.find((part) => part[keyword] !== undefined)?.[keyword]
  const texts = [said('title'), said('description')].filter((text): text is string => typeof text === 'string')
  const standard = said('default')
  return [
    codeCell(path),
    typeWords(schema, schemas, open),
    required ? 'yes' : 'no',
    standard === undefined ? '' : codeCell(JSON.stringify(standard)),
    allowedWords(schema, schemas),
    [...(said('deprecated') === true ? ['Deprecated.'] : []), ...texts.map(sentence)].join(' '),
  ]
}

function sentence(text: string): string {
  const plain = plainText(text)
  return plain === '' || /[.!?:…]$/.test(plain) ? plain : `${plain}.`
}

/** A name as it stands in a path; quoted where it would be taken for more than one. */
function nameIn(name: string): string {
  return /^[^\s.[\]"*]+$/.test(name) ? name : JSON.stringify(name)
}

function whole(schema: Schema, schemas: Dict<Schema>): string {
  const words = typeWords(schema, schemas)
  if (words === 'group of fields') return 'No fields are declared.'
  const allowed = allowedWords(schema as Json, schemas)
  return `The whole is: ${words}${allowed === '' ? '' : `, ${allowed}`}.`
}
