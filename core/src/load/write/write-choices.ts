import { type Dict, dict, type JsonObject, type Operation, type Options, type SchemaFrom } from '../../model/index.ts'
import { writeTemplate } from './write-template.ts'
import { written } from './written.ts'

/** `options` and `schemaFrom`. */
export function writeChoices({ options, schemaFrom }: Operation): JsonObject {
  return written({
    options: options && writeOptions(options),
    schemaFrom:
      schemaFrom &&
      written({
        input: schemaFrom.input && writeSource(schemaFrom.input),
        output: schemaFrom.output && writeSource(schemaFrom.output),
      }),
  })
}

function writeOptions(options: Dict<Options>): JsonObject {
  return dict(
    Object.entries(options).map(([field, { operation, input, items, value, label }]) => [
      field,
      written({ operation, input: inputOf(input), items: items === '' ? undefined : items, value, label }),
    ]),
  )
}

function writeSource({ operation, input, at, field }: SchemaFrom): JsonObject {
  return written({ operation, input: inputOf(input), at: at === '' ? undefined : at, field })
}

function inputOf(input: Options['input']): JsonObject | undefined {
  const asked = writeTemplate(input) as JsonObject
  return Object.keys(asked).length === 0 ? undefined : asked
}
