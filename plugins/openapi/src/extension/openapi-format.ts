import type { Format, Peek, Problem, ReadConnector, SourceEntry } from '@jackfield/core'
import { connectorIdFrom } from '@jackfield/core/format'
import { readDocument } from '../read/index.ts'
import { findDocument } from './find-document.ts'
import { openSource } from './open-source.ts'
import { documentWords, peekDocument } from './peek-document.ts'

/** The format `openapi`: OpenAPI 3.0 and 3.1 and Swagger 2.0, a file or a folder. */
export function openapiFormat(): Format {
  return { name: 'openapi', version: 1, claims: (entry) => findDocument(entry) !== undefined, peek, words, read }
}

async function peek(entry: SourceEntry): Promise<Peek | null> {
  const file = findDocument(entry)
  return file === undefined ? null : peekDocument(file, connectorIdFrom(entry.name))
}

function words(entry: SourceEntry): readonly string[] | null {
  const file = findDocument(entry)
  return file === undefined ? null : documentWords(file, connectorIdFrom(entry.name))
}

async function read(entry: SourceEntry): Promise<ReadConnector> {
  const file = findDocument(entry)
  const id = connectorIdFrom(entry.name)
  if (file === undefined) return { problems: [unclaimed(entry)], id }
  const { document, problems, open, problemsOfOthers, directed } = await openSource(entry, file)
  if (document === undefined) return { problems, id }
  const result = readDocument(document, { id, open, directed })
  return { id, ...result, problems: [...problems, ...problemsOfOthers(), ...result.problems] }
}

/** Whoever reads what is not claimed is told so. */
function unclaimed({ path: file }: SourceEntry): Problem {
  return {
    code: 'document-unknown',
    message: 'It is no OpenAPI document.',
    file,
    line: 1,
    column: 1,
    pointer: '',
    hint: 'begin it with "openapi": "3.1.0".',
  }
}
