import { templateAbsent } from '../errors/index.ts'
import {
  dict,
  type Json,
  type JsonObject,
  type Reference,
  type Template,
  type TemplateRoot,
  valueAt,
} from '../model/index.ts'

/** What a template can see; a root that is not given has nothing in it. */
export type TemplateScope = { readonly [Root in TemplateRoot]?: JsonObject }

/**
 * Fills in a template. `undefined` says that the whole value is absent, so that whatever it belongs to is left out.
 * Throws `template-absent` where text needs a value that is absent, `null` or not a scalar.
 */
export function evaluateTemplate(template: Template, scope: TemplateScope): Json | undefined {
  switch (template.kind) {
    case 'literal':
      return template.value
    case 'value':
      return read(template.from, scope)
    case 'text':
      return template.parts.map((part) => (typeof part === 'string' ? part : readText(part, scope))).join('')
    case 'object':
      return evaluateObject(template, scope)
    case 'array':
      return template.items.flatMap((item) => {
        const value = evaluateTemplate(item, scope)
        return value === undefined ? [] : [value]
      })
  }
}

function evaluateObject(template: Extract<Template, { kind: 'object' }>, scope: TemplateScope): JsonObject {
  const filled = dict<Json>()
  for (const name in template.properties) {
    const value = evaluateTemplate(template.properties[name] as Template, scope)
    if (value !== undefined) filled[name] = value
  }
  return filled
}

function read(from: Reference, scope: TemplateScope): Json | undefined {
  return valueAt(scope[from.root], from.path)
}

function readText(from: Reference, scope: TemplateScope): string {
  const value = read(from, scope)
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const name = [from.root, ...from.path].join('.')
  const what = value === undefined ? 'is absent' : value === null ? 'is null' : 'is neither text nor a number'
  throw templateAbsent(`{${name}} stands in the middle of text, but ${what}.`, {
    hint: `Give "${name}" a value, or make the template a whole value, so that it can be left out.`,
  })
}
