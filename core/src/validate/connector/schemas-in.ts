import { type Connector, type Pointer, pointer, type Schema } from '../../model/index.ts'
import { operationsOf } from './check.ts'

export interface PlacedSchema {
  /** `the input of action "getOrder"` */
  readonly name: string
  readonly schema: Schema
  readonly at: Pointer
}

/** Every schema of a connector. */
export function schemasIn(connector: Connector): PlacedSchema[] {
  return [
    { name: 'the settings', schema: connector.settings, at: '/settings' },
    ...operationsOf(connector).flatMap(({ operation, at, name }) => [
      { name: `the input of ${name}`, schema: operation.input, at: `${at}/input` },
      { name: `the output of ${name}`, schema: operation.output, at: `${at}/output` },
    ]),
    ...Object.entries(connector.schemas).map(([name, schema]) => ({
      name: `schema "${name}"`,
      schema,
      at: pointer('schemas', name),
    })),
  ]
}
