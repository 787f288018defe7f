import { type Pointer, pointer, type Reference, type Template } from '../../model/index.ts'

export interface FoundReference {
  readonly reference: Reference
  /** Below the template, in the model. */
  readonly at: Pointer
  /** Whether it is all of a text: then its value keeps its type, and may be absent. */
  readonly whole: boolean
}

/** Everything that a template reads. */
export function referencesIn(template: Template, at: Pointer = ''): FoundReference[] {
  switch (template.kind) {
    case 'literal':
      return []
    case 'value':
      return [{ reference: template.from, at, whole: true }]
    case 'text':
      return template.parts.flatMap((part) => (typeof part === 'string' ? [] : [{ reference: part, at, whole: false }]))
    case 'object':
      return Object.entries(template.properties).flatMap(([name, inner]) =>
        referencesIn(inner, at + pointer('properties', name)),
      )
    case 'array':
      return template.items.flatMap((item, index) => referencesIn(item, at + pointer('items', index)))
  }
}
