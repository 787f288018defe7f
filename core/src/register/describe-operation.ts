import { type Connector, type Operation, operationName, unavailabilityOf } from '../model/index.ts'
import { inputsRead } from '../validate/index.ts'
import type { CatalogueOperation, CatalogueOptions } from './catalogue-types.ts'
import { standAlone } from './stand-alone.ts'

/** An operation for people; none that is internal. `knowsPolicy`: what extensions bring. */
export function describeOperation(
  model: Connector,
  operation: Operation,
  knowsPolicy: (name: string) => boolean,
): readonly CatalogueOperation[] {
  const { id, kind, title, description, visibility, deprecated = false, effect, input, output } = operation
  if (visibility === 'internal') return []
  const unavailable = unavailabilityOf(operation, knowsPolicy)
  return [
    {
      name: operationName(model.id, id),
      kind,
      title,
      ...(description !== undefined && { description }),
      visibility,
      deprecated,
      ...(unavailable !== undefined && { unavailable }),
      effect,
      input: standAlone(model, input),
      output: standAlone(model, output),
      options: optionsOf(operation),
      ...describedOf(operation),
    },
  ]
}

function optionsOf({ options = {} }: Operation): readonly CatalogueOptions[] {
  return Object.entries(options).map(([field, { input }]) => ({ field, dependsOn: inputsRead(input) }))
}

function describedOf({ schemaFrom }: Operation): Pick<CatalogueOperation, 'described'> {
  if (schemaFrom === undefined) return {}
  const read = Object.values(schemaFrom).flatMap(({ input }) => inputsRead(input))
  return { described: { dependsOn: [...new Set(read)] } }
}
