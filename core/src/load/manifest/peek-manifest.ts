import { isUtf8 } from 'node:buffer'
import { type ConnectorId, dict, isJsonObject, type Json, type JsonObject } from '../../model/index.ts'
import type { Peek, SourceFile } from '../format.ts'
import { jsonMembers } from '../text/json-members.ts'
import { yamlSections } from '../text/yaml-sections.ts'
import { present, textIn } from './drafting.ts'

/** The keys of a manifest that are looked at. */
const said = ['jackfield', 'id', 'version', 'title', 'extends', 'description', 'publisher', 'categories', 'icon']

/**
 * What a manifest says of itself, with no more than a parse of the parts that say it. `null` for extensions
 * and for what is not as a manifest begins; throws for what is no JSON.
 */
export async function peekManifest(file: SourceFile): Promise<Peek | null> {
  const manifest = /\.json$/i.test(file.path) ? membersOf(file) : await headOf(file)
  if (!isJsonObject(manifest)) return null
  const [id, version, title] = [idIn(manifest), textIn(manifest, 'version'), textIn(manifest, 'title')]
  const isWhole = manifest.jackfield === 1 && !Object.hasOwn(manifest, 'extends')
  if (!isWhole || id === undefined || !version || !title) return null
  return { id, version, about: { title, ...aboutOf(manifest) } }
}

/** Of a manifest in JSON: what says what it is. */
function membersOf(file: SourceFile): Json {
  const members = jsonMembers(file.bytes, said)
  return members === null ? jsonOf(file) : dict<Json>([...members])
}

/** The value of a manifest in JSON. */
export function jsonOf({ bytes }: SourceFile): Json {
  return isUtf8(bytes) ? JSON.parse(textOf(bytes)) : null
}

/** Of a manifest in YAML: what says what it is. */
async function headOf({ bytes, path }: SourceFile): Promise<Json> {
  const sections = yamlSections(bytes)
  if (sections === null) return null
  const head = said.map((name) => sections.get(name) ?? '').join('')
  const { parseText } = await import('../text/parse-text.ts')
  const { value, problems } = await parseText(Buffer.from(head), path)
  return problems.length === 0 ? (value ?? null) : null
}

/** Three times as fast as a `TextDecoder`. */
function textOf({ buffer, byteOffset, length }: Uint8Array): string {
  const text = Buffer.from(buffer, byteOffset, length).toString('utf8')
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

function aboutOf(manifest: JsonObject): Omit<Peek['about'], 'title'> {
  const { categories } = manifest
  const areTexts = Array.isArray(categories) && categories.every((name): name is string => typeof name === 'string')
  return {
    ...present('description', textIn(manifest, 'description')),
    ...present('publisher', textIn(manifest, 'publisher')),
    ...present('categories', areTexts ? categories : undefined),
    ...present('icon', textIn(manifest, 'icon')),
  }
}

function idIn(manifest: JsonObject): ConnectorId | undefined {
  const id = textIn(manifest, 'id')
  return id !== undefined && /^[a-z][a-z0-9-]*$/.test(id) ? id : undefined
}
