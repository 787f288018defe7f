import type { CodeOperation, CodePoll } from '../../invoke/index.ts'
import { type JsonObject, type Pointer, type Problem, pointer, segmentsOf, valueAt } from '../../model/index.ts'
import { checkStructure, type Mistake } from '../../validate/index.ts'
import type { ReadConnector } from '../format.ts'
import { readChecked } from '../manifest/read-checked.ts'
import type { ConnectorDefinition } from './connector-definition.ts'
import { definitionSchema } from './definition-schema.ts'
import { toManifest } from './to-manifest.ts'

export interface ReadDefinition extends ReadConnector {
  /** The functions of actions, by operation id. */
  readonly code: ReadonlyMap<string, CodeOperation>
  /** The functions of polling triggers, by operation id. */
  readonly polls: ReadonlyMap<string, CodePoll>
}

/** Reads a host's definition as a manifest is read; the functions come beside the model. Never throws for bad input. */
export function readDefinition(definition: ConnectorDefinition): ReadDefinition {
  const mistakes: Mistake[] = []
  const manifest = toManifest(definition, (mistake) => mistakes.push(mistake))
  const schema = definitionSchema()
  mistakes.push(...checkStructure(manifest, { schema, root: schema }))
  const place = (at: Pointer): Pick<Problem, 'pointer'> => ({ pointer: nearestPlace(manifest, at) })
  return {
    ...readChecked({ manifest, structure: mistakes, problems: [], placeOf: place }),
    code: functionsOf<CodeOperation>(definition.actions, 'run'),
    polls: functionsOf<CodePoll>(definition.triggers, 'poll'),
  }
}

function functionsOf<Code>(operations: object | undefined, name: 'run' | 'poll'): ReadonlyMap<string, Code> {
  const found = new Map<string, Code>()
  for (const [id, operation] of Object.entries(operations ?? {})) {
    const code: unknown = operation?.[name]
    if (typeof code === 'function') found.set(id, code.bind(operation) as Code)
  }
  return found
}

function nearestPlace(manifest: JsonObject, at: Pointer): Pointer {
  const segments = segmentsOf(at)
  while (valueAt(manifest, segments) === undefined) segments.pop()
  return pointer(...segments)
}
