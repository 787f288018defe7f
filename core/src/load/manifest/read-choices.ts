import {
  type Dict,
  dict,
  isJsonObject,
  type JsonObject,
  type Options,
  pointer,
  type SchemaFrom,
  type Template,
} from '../../model/index.ts'
import { type Drafting, objectIn, present, textIn } from './drafting.ts'
import { choiceNaming, type Naming, requestNaming } from './parse-text-template.ts'
import { readTemplate } from './read-template.ts'

interface Place {
  readonly written: JsonObject
  /** Of the operation. */
  readonly model: string
  readonly source: string
}

interface Choices {
  readonly options?: Dict<Options>
  readonly schemaFrom?: { readonly input?: SchemaFrom; readonly output?: SchemaFrom }
}

/** `options`, by pointer into the input, and `schemaFrom`: what other operations say about this one's fields. */
export function readChoices(place: Place, drafting: Drafting): Choices {
  return {
    ...present('options', readOptions(place, drafting)),
    ...present('schemaFrom', readSchemaFrom(place, drafting)),
  }
}

function readOptions(place: Place, drafting: Drafting): Dict<Options> | undefined {
  if (!isJsonObject(place.written.options)) return undefined
  const entries = Object.entries(place.written.options).flatMap(([field, written]) => {
    const options = isJsonObject(written) ? readField(written, below(place, 'options', field), drafting) : undefined
    return options === undefined ? [] : [[field, options] as const]
  })
  return dict(entries)
}

function readField(written: JsonObject, place: Place, drafting: Drafting): Options | undefined {
  const [operation, value] = [textIn(written, 'operation'), textIn(written, 'value')]
  if (operation === undefined || value === undefined) return undefined
  return {
    operation,
    input: readInput(written, place, { drafting, naming: choiceNaming }),
    items: textIn(written, 'items') ?? '',
    value,
    ...present('label', textIn(written, 'label')),
  }
}

function readSchemaFrom(place: Place, drafting: Drafting): Choices['schemaFrom'] {
  if (!isJsonObject(place.written.schemaFrom)) return undefined
  const sides = place.written.schemaFrom
  const side = (name: 'input' | 'output'): SchemaFrom | undefined => {
    const written = objectIn(sides, name)
    const operation = textIn(written, 'operation')
    if (operation === undefined) return undefined
    const input = readInput(written, below(place, 'schemaFrom', name), { drafting, naming: requestNaming })
    return { operation, input, at: textIn(written, 'at') ?? '', ...present('field', textIn(written, 'field')) }
  }
  return { ...present('input', side('input')), ...present('output', side('output')) }
}

function readInput(
  written: JsonObject,
  { model, source }: Place,
  { drafting, naming }: { readonly drafting: Drafting; readonly naming: Naming },
): Template {
  const place = { model: `${model}/input`, source: `${source}/input`, naming }
  return readTemplate(objectIn(written, 'input'), place, drafting)
}

function below({ written, model, source }: Place, ...names: readonly string[]): Place {
  return { written, model: model + pointer(...names), source: source + pointer(...names) }
}
