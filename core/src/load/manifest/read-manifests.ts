import { isJsonObject, type Json, type JsonObject, type Problem } from '../../model/index.ts'
import { checkStructure, connectorSchema, type Mistake } from '../../validate/index.ts'
import { filePath } from '../entry/file-path.ts'
import type { ReadConnector, SourceEntry, SourceFile } from '../format.ts'
import { parseText } from '../text/parse-text.ts'
import { readChecked } from './read-checked.ts'
import { refuseBaseParts } from './refuse-base-parts.ts'

/** Reads the first of an entry's manifests; there may be but one. All problems at once, never throws for bad input. */
export async function readManifests(
  entry: SourceEntry,
  [first, ...others]: readonly SourceFile[],
): Promise<ReadConnector> {
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
