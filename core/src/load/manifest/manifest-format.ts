import { isJsonObject, type Json, type JsonObject, type Problem } from '../../model/index.ts'
import { checkStructure, connectorSchema, type Mistake } from '../../validate/index.ts'
import { filePath } from '../entry/file-path.ts'
import type { Format, Peek, ReadConnector, SourceEntry, SourceFile } from '../format.ts'
import { parseText } from '../text/parse-text.ts'
import { peekManifest } from './peek-manifest.ts'
import { readChecked } from './read-checked.ts'
import { refuseBaseParts } from './refuse-base-parts.ts'

const names = ['connector.yaml', 'connector.yml', 'connector.json']

/** The format `manifest`: connector.yaml, connector.yml or connector.json in a folder, or one such file by itself. */
export function manifestFormat(): Format {
  return {
    name: 'manifest',
    version: 1,
    claims: (entry) => (manifestsIn(entry).length > 0 ? 10 : 0),
    peek,
    read,
  }
}

function manifestsIn(entry: SourceEntry): readonly SourceFile[] {
  if (entry.kind === 'folder') return names.flatMap((name) => entry.files.filter(({ path }) => path === name))
  return entry.files.filter(
    (file) => names.includes(file.path) || (/\.(ya?ml|json)$/i.test(file.path) && saysJackfield(file)),
  )
}

/** Whether it has the key that manifests begin with, at the top as far as a look can tell. */
function saysJackfield({ bytes }: SourceFile): boolean {
  const beginning = new TextDecoder().decode(bytes.subarray(0, 64 * 1024))
  return /^(["']?)jackfield\1[ \t]*:/m.test(beginning) || /^\s*\{[^{}[\]]*"jackfield"\s*:/.test(beginning)
}

function peek(entry: SourceEntry): Peek | null {
  const [manifest, ...others] = manifestsIn(entry)
  return manifest === undefined || others.length > 0 ? null : peekManifest(manifest)
}

async function read(entry: SourceEntry): Promise<ReadConnector> {
  const [first, ...others] = manifestsIn(entry)
  if (first === undefined) return { problems: [] }
  const parsed = await parseText(first.bytes, filePath(entry, first))
  const { value, written, place } = parsed
  const problems = [...others.map((other) => ambiguous(entry, first, other)), ...parsed.problems]
  const refusal = value === undefined ? undefined : refusalOf(value)
  if (refusal !== undefined)
    return { problems: [...problems, { ...refusal, ...place(refusal.pointer) }], ...idIn(first) }
  if (!isJsonObject(value)) return { problems, ...idIn(first) }
  const structure = [
    ...checkStructure(value, { schema: schemaFor(value), root: connectorSchema, written }),
    ...refuseBaseParts(value),
  ]
  return readChecked({ manifest: value, structure, problems, placeOf: place })
}

/** The schema with what its `else` asks of a connector that stands by itself. */
function schemaFor(manifest: JsonObject): JsonObject {
  const { required, else: whole } = connectorSchema
  if (Object.hasOwn(manifest, 'extends') || !isJsonObject(whole)) return connectorSchema
  return { ...connectorSchema, required: [required ?? [], whole.required ?? []].flat() }
}

/** A manifest of a newer grammar is not told about every key that this one does not know. */
function refusalOf(value: Json): Mistake | undefined {
  if (!isJsonObject(value)) {
    const message = 'The manifest is not a mapping.'
    return { code: 'type-wrong', message, pointer: '', hint: 'begin it with "jackfield: 1".' }
  }
  if (typeof value.jackfield !== 'number' || value.jackfield <= 1) return undefined
  const message = `The manifest is of grammar ${value.jackfield}; this Jackfield reads 1.`
  return { code: 'manifest-newer', message, pointer: '/jackfield', hint: 'update Jackfield.' }
}

function ambiguous(entry: SourceEntry, first: SourceFile, other: SourceFile): Problem {
  return {
    code: 'manifest-ambiguous',
    message: `The folder has ${first.path} and ${other.path}; only one can be the manifest.`,
    file: filePath(entry, other),
    line: 1,
    column: 1,
    pointer: '',
    hint: 'remove one of them.',
  }
}

/** Text that can't be parsed may still say whose it is. */
function idIn({ bytes }: SourceFile): Pick<ReadConnector, 'id'> {
  const [, id] = /^(?:id|\s*"id")\s*:\s*["']?([a-z][a-z0-9-]*)["']?,?\s*$/m.exec(new TextDecoder().decode(bytes)) ?? []
  return id === undefined ? {} : { id }
}
