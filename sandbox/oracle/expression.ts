import { readFileSync } from 'node:fs'

/** One of the ways in which flows read a field, from `expressions.json`: none of it knows what any verdict will be. */
export interface ExpressionTemplate {
  readonly id: string
  /** What it can read: a type; `listed`: a value below an array, or one of that type; `answer`: the whole answer. */
  readonly of: readonly string[]
  readonly when?: string
  readonly forEach?: string
  /** What is supplied: a template as flow documents have them. */
  readonly give: Given
  /** The operation of the sink, and its input. */
  readonly to: Sink
  /** The expression itself says what is to happen without the value, so that this happens is no failure. */
  readonly absence?: 'decided'
}

export type Given = string | readonly Given[] | { readonly [name: string]: Given }

export const sinks = ['anything', 'text', 'number', 'flag', 'list', 'record'] as const
export type Sink = (typeof sinks)[number]

export const expressionTemplates = JSON.parse(
  readFileSync(new URL('expressions.json', import.meta.url), 'utf8'),
) as readonly ExpressionTemplate[]

/** Puts expressions in place of `{x}` and the like; `undefined` where one is not to be had. */
export function filledIn<Written extends Given>(
  written: Written,
  parts: Readonly<Record<string, string | undefined>>,
): Written | undefined {
  let lacking = false
  const fill = (given: Given): Given => {
    if (typeof given === 'string')
      return given.replaceAll(/\{(\w+)\}/g, (_braces, name: string) => {
        if (parts[name] === undefined) lacking = true
        return parts[name] ?? ''
      })
    if (Array.isArray(given)) return given.map(fill)
    return Object.fromEntries(Object.entries(given).map(([name, each]) => [name, fill(each as Given)]))
  }
  const filled = fill(written) as Written
  return lacking ? undefined : filled
}
