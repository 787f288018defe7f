import type { Format, Peek, ReadConnector, SourceEntry } from '@jackfield/core'
import { aboutOf, dialectOf, readDocument } from '../read/index.ts'
import { needsYaml, readText } from '../text/index.ts'
import { connectorId } from './connector-id.ts'
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
  const { value: document = null } = readText(file.bytes, file.path)
  const { id, version, ...about } = aboutOf(document, connectorId(entry.name))
  return typeof dialectOf(document) === 'string' ? { id, version, about } : null
}

async function read(entry: SourceEntry): Promise<ReadConnector> {
  const file = findDocument(entry)
  const id = connectorId(entry.name)
  if (file === undefined) return { problems: [], id }
  const { document, problems, open, problemsOfOthers, directed } = await openSource(entry, file)
  if (document === undefined) return { problems, id }
  const result = readDocument(document, { id, open, directed })
  return { id, ...result, problems: [...problems, ...problemsOfOthers(), ...result.problems] }
}
