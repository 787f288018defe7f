import { isJsonObject, type Json, operationName } from '../../model/index.ts'
import type { SourceFile } from '../format.ts'
import { textIn } from './drafting.ts'
import { jsonOf } from './peek-manifest.ts'

/** Names, titles and descriptions of a manifest's operations; `null` for YAML, whose parse is what is to be saved. */
export function manifestWords(file: SourceFile): readonly string[] | null {
  const manifest = /\.json$/i.test(file.path) ? jsonOf(file) : null
  if (!isJsonObject(manifest)) return null
  const id = textIn(manifest, 'id') ?? ''
  return [manifest.actions, manifest.triggers].flatMap((operations) =>
    isJsonObject(operations)
      ? Object.entries(operations).flatMap(([name, operation]) => [operationName(id, name), ...textsOf(operation)])
      : [],
  )
}

function textsOf(operation: Json): readonly string[] {
  if (!isJsonObject(operation)) return []
  return ['title', 'description'].flatMap((name) => textIn(operation, name) ?? [])
}
