import { dict, isJsonObject, type JsonObject, type Operation, type Pointer, type Problem } from '../../model/index.ts'
import { checkStructure, type Mistake } from '../../validate/index.ts'
import type { ReadConnector } from '../format.ts'
import { readChecked } from '../manifest/read-checked.ts'
import { definitionSchema } from './definition-schema.ts'

export interface DescriptionSource {
  /** For problems. */
  readonly file: string
  /** A digest of the code: where it changes, every operation that runs it has changed. */
  readonly module: string
}

/**
 * Reads a definition that somebody else told as data, functions as `true`, with what of it could not be data. Nothing
 * in it is taken for granted. Throws `Error` where it is no such thing; never for a bad definition.
 */
export function readDescription(described: unknown, { file, module }: DescriptionSource): ReadConnector {
  const { manifest, mistakes } = isJsonObject(described) ? described : {}
  if (!isJsonObject(manifest) || !Array.isArray(mistakes)) throw new Error('it was not told as data')
  const schema = definitionSchema()
  const structure = [...mistakes.flatMap(readMistake), ...checkStructure(manifest, { schema, root: schema })]
  const placeOf = (pointer: Pointer): Pick<Problem, 'file' | 'pointer'> => ({ file, pointer })
  const { connector, ...read } = readChecked({ manifest, structure, problems: [], placeOf })
  if (connector === undefined) return read
  const operations = Object.entries(connector.operations).map(([id, operation]) => [id, of(module, operation)] as const)
  return { ...read, connector: { ...connector, operations: dict(operations) } }
}

function of(module: string, operation: Operation): Operation {
  return operation.code === undefined ? operation : { ...operation, code: { ...operation.code, module } }
}

function readMistake(mistake: JsonObject): readonly Mistake[] {
  const { message, pointer, hint } = isJsonObject(mistake) ? mistake : {}
  if (typeof message !== 'string' || typeof pointer !== 'string') return []
  return [{ code: 'value-not-json', message, pointer, ...(typeof hint === 'string' && { hint }) }]
}
