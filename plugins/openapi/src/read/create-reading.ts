import type { Problem } from '@jackfield/core'
import { createReferences, type Place, pointerOf, type SourceDocument } from '../refs/index.ts'
import { createSchemas } from '../schema/index.ts'
import type { DocumentOptions } from './document-options.ts'
import type { Dialect, Reading } from './reading.ts'
import { createSettings } from './settings.ts'

/** Of one code: a document full of one mistake is told about in a few lines. */
const mostOfOneCode = 20

interface Warning {
  readonly problem: Omit<Problem, 'file' | 'line' | 'column'>
  readonly place: Place
}

/** What the phases share. Places are looked up once, for everything that was told. */
export function createReading(
  document: SourceDocument,
  dialect: Dialect,
  { open = () => undefined, hooks = {}, directed = true }: DocumentOptions,
): { readonly reading: Reading; problems(): readonly Problem[] } {
  const warnings = new Map<string, Warning>()
  const counts = new Map<string, number>()
  const references = createReferences((path) => (path === document.path ? document : open(path)))

  function warn(code: string, message: string, place: Place, hint?: string): void {
    const key = `${code} ${place.document.file} ${pointerOf(place)}`
    const count = (counts.get(code) ?? 0) + (warnings.has(key) ? 0 : 1)
    counts.set(code, count)
    if (count > mostOfOneCode || warnings.has(key)) return
    warnings.set(key, { problem: { code, severity: 'warning', message, ...(hint !== undefined && { hint }) }, place })
  }

  const schemas = createSchemas({
    dialect,
    path: document.path,
    references,
    directed,
    warn,
    ...(hooks.schema !== undefined && { change: (located, schema) => hooks.schema?.(schema, located) ?? schema }),
  })
  const reading: Reading = { dialect, document, references, schemas, settings: createSettings(), hooks, warn }
  return { reading, problems: () => located([...warnings.values()]) }
}

function located(warnings: readonly Warning[]): readonly Problem[] {
  const byDocument = Map.groupBy(warnings, ({ place }) => place.document)
  return [...byDocument].flatMap(([document, all]) => {
    const pointers = all.map(({ place }) => pointerOf(place))
    const positions = document.locate(pointers)
    return all.map(({ problem }, index) => ({
      ...problem,
      file: document.file,
      ...positions[index],
      pointer: pointers[index] ?? '',
    }))
  })
}
