import { type Connector, nearestName, pointer, type Result } from '../../model/index.ts'
import { lookUp } from '../schema/look-up.ts'
import { excludesNull } from '../schema/nullability.ts'
import type { Mistake } from '../structure/mistake.ts'
import { availableIn, capitalised, type PlacedOperation, suggestion } from './check.ts'

/** What `result` takes out of an answer is what `output` describes. */
export function* checkResults(connector: Connector): Iterable<Mistake> {
  for (const placed of availableIn(connector)) {
    const result = placed.operation.http?.result
    if (result !== undefined) yield* checkResult(result, placed, connector)
  }
}

function* checkResult(
  result: Result,
  { operation, at, name }: PlacedOperation,
  { schemas }: Connector,
): Iterable<Mistake> {
  if (result.missing === 'none' && excludesNull(operation.output, schemas))
    yield {
      code: 'output-not-null',
      message: `${capitalised(name)} gives null where there is no result, but its output can't be null.`,
      pointer: `${at}/http/result/missing`,
      hint: "write the output as { anyOf: [ …, { type: 'null' } ] }, or leave `missing` out.",
    }
  for (const condition of Object.keys(result.where ?? {})) {
    const found = lookUp(operation.output, condition, schemas)
    if (found.found !== 'absent') continue
    yield {
      code: 'where-unknown',
      message: `${capitalised(name)} looks for an element by "${condition}", but its output has no "${found.name}".`,
      pointer: `${at}/http/result/where${pointer(condition)}`,
      hint: suggestion(nearestName(found.name, found.known), found.known, `add "${found.name}" to its output.`),
    }
  }
}
