import type { Format, ReadConnector, SourceEntry } from '@jackfield/core'
import { readDocument } from '../read/index.ts'
import { connectorId } from './connector-id.ts'
import { findDocument } from './find-document.ts'
import { openSource } from './open-source.ts'

/** The format `openapi`: OpenAPI 3.0 and 3.1 and Swagger 2.0, a file or a folder. */
export function openapiFormat(): Format {
  return { name: 'openapi', version: 1, claims: (entry) => findDocument(entry) !== undefined, read }
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
