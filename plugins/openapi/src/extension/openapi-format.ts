import {
  connectorIdFrom,
  type Format,
  type Json,
  type Peek,
  type ReadConnector,
  type SourceEntry,
  type SourceFile,
} from '@jackfield/core'
import { aboutOf, dialectOf, readDocument } from '../read/index.ts'
import { needsYaml, readText } from '../text/index.ts'
import { findDocument } from './find-document.ts'
import { openSource } from './open-source.ts'

/** The format `openapi`: OpenAPI 3.0 and 3.1 and Swagger 2.0, a file or a folder. */
export function openapiFormat(): Format {
  return { name: 'openapi', version: 1, claims: (entry) => findDocument(entry) !== undefined, peek, read }
}

/** What a document in JSON says of itself; one in YAML, or of no standard that is known, has to be read. */
function peek(entry: SourceEntry): Peek | null {
  const file = findDocument(entry)
  if (file === undefined || needsYaml(file.bytes)) return null
  const document = valueIn(file)
  const { id, version, ...about } = aboutOf(document, connectorIdFrom(entry.name))
  return typeof dialectOf(document) === 'string' ? { id, version, about } : null
}

/** Where a name is given twice, the last one counts, however it is read. */
function valueIn({ bytes, path }: SourceFile): Json {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return readText(bytes, path).value ?? null
  }
}

async function read(entry: SourceEntry): Promise<ReadConnector> {
  const file = findDocument(entry)
  const id = connectorIdFrom(entry.name)
  if (file === undefined) return { problems: [], id }
  const { document, problems, open, problemsOfOthers, directed } = await openSource(entry, file)
  if (document === undefined) return { problems, id }
  const result = readDocument(document, { id, open, directed })
  return { id, ...result, problems: [...problems, ...problemsOfOthers(), ...result.problems] }
}
