import type { Brought } from '../validate/index.ts'
import type { Extension } from './extension.ts'

/** What connectors may name because extensions bring it. */
export function broughtBy(extensions: readonly Extension[]): Brought {
  const policies = new Set(extensions.flatMap((extension) => extension.policies ?? []).map(({ name }) => name))
  return { schemeTypes: extensions.flatMap((extension) => extension.auth ?? []), policies }
}
