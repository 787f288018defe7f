import type { SourceEntry, SourceFile } from '@jackfield/core'

/** How much of a file is looked at as a whole. */
const beginning = 64 * 1024

/**
 * The document of an entry: the file itself, or of a folder the one at its top, `openapi.*` or `swagger.*` where there
 * are several. Undefined where there is none, and where none of several is named so: that is a folder of many.
 */
export function findDocument(entry: SourceEntry): SourceFile | undefined {
  const candidates = entry.files.filter(({ path }) => /^[^/]+\.(json|ya?ml)$/i.test(path))
  if (entry.kind === 'file') return candidates.find(isDocument)
  const documents = candidates.filter(isDocument)
  const named = documents.find(({ path }) => /^(openapi|swagger)\./i.test(path))
  return named ?? (documents.length === 1 ? documents[0] : undefined)
}

/**
 * Whether a file says which OpenAPI it is: `"openapi": "3…"` or `"swagger": "2…"`, in YAML at the beginning of a line.
 */
function isDocument({ bytes }: SourceFile): boolean {
  if (bytes[0] === 0xff || bytes[0] === 0xfe)
    return said(new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes))
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const head = buffer.subarray(0, beginning).toString('latin1')
  if (said(head)) return true
  if (bytes.length <= beginning) return false
  return keys.some((key) => saidLater(buffer, key))
}

/** As JSON has them, and YAML at the beginning of a line. */
const keys = ['"openapi"', '"swagger"', '\nopenapi', '\nswagger']

/** The keys of an object have no order: these may come after all others. */
function saidLater(buffer: Buffer, key: string): boolean {
  for (let at = buffer.indexOf(key, beginning - key.length); at !== -1; at = buffer.indexOf(key, at + key.length))
    if (said(buffer.subarray(at, at + 100).toString('latin1'))) return true
  return false
}

function said(text: string): boolean {
  return (
    /"(?:openapi"\s*:\s*"?3|swagger"\s*:\s*"?2)/.test(text) ||
    /^(?:\uFEFF|ï»¿)?(["']?)(?:openapi\1[ \t]*:[ \t]*["']?3|swagger\1[ \t]*:[ \t]*["']?2)/m.test(text)
  )
}
