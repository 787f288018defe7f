import { isUtf8 } from 'node:buffer'
import { type ConnectorId, dict, type Json, type Peek, type SourceFile } from '@jackfield/core'
import { jsonMembers, yamlSections } from '@jackfield/core/format'
import { extensionKeys } from '../extension-keys.ts'
import { aboutOf, dialectOf, wordsOf } from '../read/index.ts'
import { own } from '../refs/index.ts'
import { loadYaml, needsYaml, readText } from '../text/index.ts'

/** What of a document says what it is. */
const said = ['openapi', 'swagger', 'info', extensionKeys.connector]

/**
 * What a document says of itself, with no more than a parse of the parts that say it. One of no standard
 * that is known, or with more to say than OpenAPI has words for, has to be read: `null`.
 */
export async function peekDocument(file: SourceFile, id: ConnectorId): Promise<Peek | null> {
  const document = needsYaml(file.bytes) ? await headOf(file) : membersOf(file)
  if (own(document, extensionKeys.connector) !== undefined) return null
  const { id: _, version, ...about } = aboutOf(document, id)
  return typeof dialectOf(document) === 'string' ? { id, version, about } : null
}

/** Of a document in JSON: what says what it is. What is only nearly JSON is read whole, and leniently. */
function membersOf(file: SourceFile): Json {
  const members = jsonMembers(file.bytes, said)
  return members === null ? peekJson(file) : dict<Json>([...members])
}

/** Every text by which the operations of a document in JSON can be found; `null` where only reading it tells. */
export function documentWords(file: SourceFile, id: ConnectorId): readonly string[] | null {
  return needsYaml(file.bytes) ? null : wordsOf(peekJson(file), id)
}

/** Of a document in YAML: what says what it is. `null` where that may stand elsewhere. */
async function headOf({ bytes, path }: SourceFile): Promise<Json> {
  const sections = yamlSections(bytes)
  if (sections === null) return null
  const head = said.map((name) => sections.get(name) ?? '').join('')
  const document = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (const [, name] of head.matchAll(/\*([^\s,[\]{}]+)/g)) if (document.includes(`&${name}`)) return null
  await loadYaml()
  const { value, problems } = readText(Buffer.from(head), path)
  return problems.length === 0 ? (value ?? null) : null
}

/** The value of a text that looks like JSON. Where a name is given twice, the last one counts, however it is read. */
export function peekJson({ bytes, path }: SourceFile): Json {
  try {
    if (isUtf8(bytes)) return JSON.parse(textOf(bytes))
  } catch {
    // Nearly JSON: it is read leniently.
  }
  return readText(bytes, path).value ?? null
}

/** Three times as fast as a `TextDecoder`. */
function textOf({ buffer, byteOffset, length }: Uint8Array): string {
  const text = Buffer.from(buffer, byteOffset, length).toString('utf8')
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}
