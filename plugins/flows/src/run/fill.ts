import { dict, type Json } from '@jackfield/core'
import type { Expression, Template } from '../document/index.ts'
import { type EvaluateOptions, ExpressionError, evaluate, type Scope } from '../expression/index.ts'

/**
 * Evaluates a template. A whole-string expression without a value leaves its property or element out (`undefined`); in
 * the middle of text that is an {@link ExpressionError}.
 */
export async function fill(template: Template, scope: Scope, options: EvaluateOptions): Promise<Json | undefined> {
  switch (template.kind) {
    case 'literal':
      return template.value
    case 'expression':
      return evaluate(template.expression.text, scope, options)
    case 'text':
      return fillText(template.parts, scope, options)
    case 'object': {
      const entries: [string, Json][] = []
      for (const [name, inner] of Object.entries(template.properties)) {
        const value = await fill(inner, scope, options)
        if (value !== undefined) entries.push([name, value])
      }
      return dict(entries)
    }
    case 'array': {
      const items: Json[] = []
      for (const inner of template.items) {
        const value = await fill(inner, scope, options)
        if (value !== undefined) items.push(value)
      }
      return items
    }
  }
}

async function fillText(
  parts: readonly (string | Expression)[],
  scope: Scope,
  options: EvaluateOptions,
): Promise<string> {
  const texts: string[] = []
  for (const part of parts) {
    if (typeof part === 'string') {
      texts.push(part)
      continue
    }
    const value = await evaluate(part.text, scope, options)
    if (value === undefined)
      throw new ExpressionError(`{% ${part.text} %} has no value in the middle of text.`, {
        hint: 'Give it a default, such as {% trigger.note ?? "" %}.',
      })
    texts.push(typeof value === 'string' ? value : JSON.stringify(value))
  }
  return texts.join('')
}
