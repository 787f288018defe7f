import { isUtf8 } from 'node:buffer'
import type { ConnectorId, Json, Peek, SourceFile } from '@jackfield/core'
import { extensionKeys } from '../extension-keys.ts'
import { aboutOf, dialectOf } from '../read/index.ts'
import { own } from '../refs/index.ts'
import { needsYaml, readText } from '../text/index.ts'

/**
 * What a document in JSON says of itself; one in YAML, of no standard that is known, or with more to say than OpenAPI has
 * words for, has to be read: `null`.
 */
export function peekDocument(file: SourceFile, id: ConnectorId): Peek | null {
  if (needsYaml(file.bytes)) return null
  const document = peekJson(file)
  if (own(document, extensionKeys.connector) !== undefined) return null
  const { id: _, version, ...about } = aboutOf(document, id)
  return typeof dialectOf(document) === 'string' ? { id, version, about } : null
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
