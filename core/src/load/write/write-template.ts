import { dict, isJsonObject, type Json, type Reference, type Template } from '../../model/index.ts'
import { templateName } from '../manifest/template-name.ts'

/** A template as a manifest has it: names in braces, and every brace of a text twice. */
export function writeTemplate(template: Template): Json {
  switch (template.kind) {
    case 'literal':
      return writeLiteral(template.value)
    case 'value':
      return named(template.from)
    case 'text':
      return template.parts.map((part) => (typeof part === 'string' ? withBraces(part) : named(part))).join('')
    case 'object':
      return dict(Object.entries(template.properties).map(([name, inner]) => [name, writeTemplate(inner)] as const))
    case 'array':
      return template.items.map(writeTemplate)
  }
}

/** A scheme's `value`: bare names of credentials. */
export function writeCredentialText(template: Template): Json {
  const bare = ({ path }: Reference): string => `{${path.join('.')}}`
  if (template.kind === 'value') return bare(template.from)
  if (template.kind !== 'text') return writeTemplate(template)
  return template.parts.map((part) => (typeof part === 'string' ? withBraces(part) : bare(part))).join('')
}

function writeLiteral(value: Json): Json {
  if (typeof value === 'string') return withBraces(value)
  if (Array.isArray(value)) return value.map(writeLiteral)
  if (!isJsonObject(value)) return value
  return dict(Object.entries(value).map(([name, inner]) => [name, writeLiteral(inner)] as const))
}

function withBraces(text: string): string {
  return text.replaceAll(/[{}]/g, (brace) => brace + brace)
}

function named({ root, path }: Reference): string {
  return `{${templateName([root, ...path])}}`
}
