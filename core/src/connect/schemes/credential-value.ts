import { connectionInvalid } from '../../errors/index.ts'
import { evaluateTemplate } from '../../invoke/index.ts'
import type { Dict, Json, Template } from '../../model/index.ts'

/** The text of a scheme's `value`, over the credentials alone. */
export function credentialValue(template: Template, credentials: Dict<Json>): string {
  const value = evaluateTemplate(template, { credentials })
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  throw connectionInvalid("The security scheme's value is no text.", { hint: 'Write value as text: "Token {key}".' })
}

/** One of the credentials, as text; `''` where it was not entered. */
export function credentialText(credentials: Dict<Json>, name: string): string {
  const value = Object.hasOwn(credentials, name) ? credentials[name] : undefined
  return typeof value === 'string' ? value : ''
}

/** Names of the credentials that a scheme places: those that its `value` reads, or its usual ones. */
export function credentialsPlaced(template: Template | undefined, usual: readonly string[]): readonly string[] {
  return template === undefined ? usual : [...new Set(namesRead(template))]
}

function namesRead(template: Template): readonly string[] {
  switch (template.kind) {
    case 'literal':
      return []
    case 'value':
      return template.from.path.slice(0, 1)
    case 'text':
      return template.parts.flatMap((part) => (typeof part === 'string' ? [] : part.path.slice(0, 1)))
    case 'object':
      return Object.values(template.properties).flatMap(namesRead)
    case 'array':
      return template.items.flatMap(namesRead)
  }
}
