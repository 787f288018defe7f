import { type Dict, dict, isJsonObject, type Json, type JsonObject, type Pointer, pointer } from '@jackfield/core'

/** An expression, and where it stands: in the value at `pointer`, from `character` on. */
export interface Expression {
  readonly text: string
  readonly pointer: Pointer
  readonly character: number
}

/** A value with expressions in it. */
export type Template =
  | { readonly kind: 'literal'; readonly value: Json; readonly pointer: Pointer }
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'text'; readonly parts: readonly (string | Expression)[]; readonly pointer: Pointer }
  | { readonly kind: 'object'; readonly properties: Dict<Template>; readonly pointer: Pointer }
  | { readonly kind: 'array'; readonly items: readonly Template[]; readonly pointer: Pointer }

/** Reads a value; `unclosed` hears of a `{%` without its `%}`. */
export function readTemplate(value: Json, at: Pointer, unclosed: (at: Pointer, character: number) => void): Template {
  if (typeof value === 'string') return readText(value, at, unclosed)
  if (Array.isArray(value))
    return fold(
      {
        kind: 'array',
        items: value.map((item, index) => readTemplate(item, at + pointer(index), unclosed)),
        pointer: at,
      },
      value,
    )
  if (!isJsonObject(value)) return { kind: 'literal', value, pointer: at }
  const entries = Object.entries(value).map(
    ([name, inner]) => [name, readTemplate(inner, at + pointer(name), unclosed)] as const,
  )
  return fold({ kind: 'object', properties: dict(entries), pointer: at }, value)
}

/** A container without expressions is one literal. */
function fold(template: Template & { pointer: Pointer }, value: JsonObject | readonly Json[]): Template {
  const inner =
    template.kind === 'array' ? template.items : Object.values(template.kind === 'object' ? template.properties : {})
  return inner.every((part) => part.kind === 'literal')
    ? { kind: 'literal', value, pointer: template.pointer }
    : template
}

function readText(value: string, at: Pointer, unclosed: (at: Pointer, character: number) => void): Template {
  const parts: (string | Expression)[] = []
  let from = 0
  for (let open = value.indexOf('{%'); open >= 0; open = value.indexOf('{%', from)) {
    const close = closingOf(value, open + 2)
    if (close === undefined) {
      unclosed(at, open)
      break
    }
    if (open > from) parts.push(value.slice(from, open))
    const inner = value.slice(open + 2, close)
    const text = inner.trim()
    parts.push({ text, pointer: at, character: open + 2 + inner.indexOf(text) })
    from = close + 2
  }
  if (parts.length === 0) return { kind: 'literal', value, pointer: at }
  if (from < value.length) parts.push(value.slice(from))
  const visible = parts.filter((part) => typeof part !== 'string' || part.trim() !== '')
  const [whole] = visible
  if (visible.length === 1 && typeof whole === 'object') return { kind: 'expression', expression: whole }
  return { kind: 'text', parts, pointer: at }
}

/** Where `%}` ends the expression; what stands in quotes or a comment does not. */
function closingOf(value: string, from: number): number | undefined {
  const tokens = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|\/\*[\s\S]*?\*\/|%\}/g
  tokens.lastIndex = from
  for (let token = tokens.exec(value); token !== null; token = tokens.exec(value))
    if (token[0] === '%}') return token.index
  const end = value.indexOf('%}', from)
  return end < 0 ? undefined : end
}

/** Every expression in a template. */
export function expressionsOf(template: Template): Expression[] {
  switch (template.kind) {
    case 'literal':
      return []
    case 'expression':
      return [template.expression]
    case 'text':
      return template.parts.filter((part) => typeof part !== 'string')
    case 'object':
      return Object.values(template.properties).flatMap(expressionsOf)
    case 'array':
      return template.items.flatMap(expressionsOf)
  }
}
