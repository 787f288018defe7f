import { type Dict, dict, isJsonObject, type Json, type Pointer, pointer, type Template } from '../../model/index.ts'
import type { Drafting } from './drafting.ts'
import { type Naming, parseTextTemplate, requestNaming } from './parse-text-template.ts'

/** Where a template is written, and where the model has it. */
export interface TemplatePlace {
  readonly model: Pointer
  readonly source: Pointer
  /** @default names of requests */
  readonly naming?: Naming
}

/** Parses every string of a value. What can't be parsed is reported and stays as it is. */
export function readTemplate(value: Json, place: TemplatePlace, drafting: Drafting): Template {
  drafting.origins.addTemplate(place.model, place.source)
  return read(value, place.source, { drafting, naming: place.naming ?? requestNaming })
}

interface Parsing {
  readonly drafting: Drafting
  readonly naming: Naming
}

function read(value: Json, at: Pointer, parsing: Parsing): Template {
  if (typeof value === 'string') return readText(value, at, parsing)
  if (Array.isArray(value)) return array(value.map((item, index) => read(item, at + pointer(index), parsing)))
  if (!isJsonObject(value)) return { kind: 'literal', value }
  const properties = dict(
    Object.entries(value).map(([name, inner]) => [name, read(inner, at + pointer(name), parsing)]),
  )
  return object(properties)
}

function readText(text: string, at: Pointer, { drafting, naming }: Parsing): Template {
  if (!/[{}]/.test(text)) return { kind: 'literal', value: text }
  const parsed = parseTextTemplate(text, naming)
  if ('template' in parsed) return parsed.template
  drafting.report({ ...parsed.mistake, pointer: at })
  return { kind: 'literal', value: text }
}

/** What has nothing to fill in is one literal, however deep it is. */
function array(items: readonly Template[]): Template {
  const literal = items.every(({ kind }) => kind === 'literal')
  return literal ? { kind: 'literal', value: items.map(literalOf) } : { kind: 'array', items }
}

function object(properties: Dict<Template>): Template {
  const literal = Object.values(properties).every(({ kind }) => kind === 'literal')
  if (!literal) return { kind: 'object', properties }
  return { kind: 'literal', value: dict(Object.entries(properties).map(([name, inner]) => [name, literalOf(inner)])) }
}

function literalOf(template: Template): Json {
  return template.kind === 'literal' ? template.value : null
}
