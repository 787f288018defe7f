import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type Connector, type Json, parseJson } from '@jackfield/core'
import { openapiFormat } from '../../src/index.ts'

export { corpusFolder } from '../../bench/corpus.ts'

export function readJson<Value>(...path: readonly string[]): Value {
  return JSON.parse(readFileSync(join(...path), 'utf8')) as Value
}

/** A JSON file without prototypes, as documents of others are read. */
export function readForeign(...path: readonly string[]): Json {
  return parseJson(readFileSync(join(...path), 'utf8'))
}

export function readZipped(...path: readonly string[]): Uint8Array {
  return gunzipSync(readFileSync(join(...path)))
}

/** The connector that a document is; throws with its problems where it is none. */
export async function connectorOf(document: Uint8Array | string, name = 'document.json'): Promise<Connector> {
  const bytes = typeof document === 'string' ? new TextEncoder().encode(document) : document
  const entry = { name, path: name, kind: 'file' as const, files: [{ path: name, bytes }] }
  const { connector, problems } = await openapiFormat().read(entry)
  if (connector === undefined) throw new Error(`${name} is no connector: ${JSON.stringify(problems)}`)
  return connector
}
