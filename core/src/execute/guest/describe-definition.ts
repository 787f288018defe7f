import { toManifest } from '../../load/index.ts'
import type { Json } from '../../model/index.ts'

/**
 * The definition as data, with `true` for each function, and what can't be data. Throws `Error` where there is none.
 */
export function describeDefinition(definition: unknown): Json {
  if (typeof definition !== 'object' || definition === null || Array.isArray(definition))
    throw new Error('It has no default export that is a definition. Write: export default defineConnector({ … })')
  const mistakes: object[] = []
  const manifest = toManifest(definition, (mistake) => mistakes.push({ ...mistake }))
  return { manifest, mistakes: mistakes as unknown as Json }
}
