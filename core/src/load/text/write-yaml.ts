import type { Json } from '../../model/index.ts'

const longestLine = 100

/**
 * A value as YAML 1.2 that people read: block style, what is short and flat on one line, no more quotes than needed.
 */
export function writeYaml(value: Json): string {
  if (typeof value !== 'object' || value === null) return `${scalar(value, 'block')}\n`
  return `${blockOf(value, '').join('\n')}\n`
}

function blockOf(value: object, indent: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => itemLines(item, indent))
  return Object.entries(value).flatMap(([name, inner]) => entryLines(name, inner as Json, indent))
}

function entryLines(name: string, value: Json, indent: string): string[] {
  const key = `${indent}${scalar(name, 'key')}:`
  if (typeof value === 'string') return [`${key} ${textOf(value, indent)}`]
  if (typeof value !== 'object' || value === null) return [`${key} ${scalar(value, 'block')}`]
  const line = flowOf(value, longestLine - key.length)
  return line === undefined ? [key, ...blockOf(value, `${indent}  `)] : [`${key} ${line}`]
}

function itemLines(value: Json, indent: string): string[] {
  if (typeof value === 'string') return [`${indent}- ${textOf(value, indent)}`]
  if (typeof value !== 'object' || value === null) return [`${indent}- ${scalar(value, 'block')}`]
  const line = flowOf(value, longestLine - indent.length)
  if (line !== undefined) return [`${indent}- ${line}`]
  const [first = '', ...rest] = blockOf(value, `${indent}  `)
  return [`${indent}- ${first.slice(indent.length + 2)}`, ...rest]
}

/** On one line, where it is empty, or short and holds nothing that is nested itself. */
function flowOf(value: object, room: number): string | undefined {
  const inner = Object.values(value)
  if (inner.length === 0) return Array.isArray(value) ? '[]' : '{}'
  if (inner.length > 12 || !inner.every(isShallow)) return undefined
  const text = flowText(value as Json)
  return text.length > room || text.includes('\n') ? undefined : text
}

function isShallow(value: unknown): boolean {
  return typeof value !== 'object' || value === null || Object.values(value).every((each) => Object(each) !== each)
}

function flowText(value: Json): string {
  if (typeof value !== 'object' || value === null) return scalar(value, 'flow')
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`
  const entries = Object.entries(value)
  if (entries.length === 0) return '{}'
  return `{ ${entries.map(([name, inner]) => `${scalar(name, 'flow')}: ${flowText(inner as Json)}`).join(', ')} }`
}

/** A text of several lines stands as it is, where it can. */
function textOf(text: string, indent: string): string {
  const canStand = /^\S.*\n/.test(text) && !/\n\n$/.test(text) && !unprintable.test(text.replaceAll('\n', ''))
  if (!canStand) return scalar(text, 'block')
  const lines = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n')
  return [text.endsWith('\n') ? '|' : '|-', ...lines.map((line) => (line === '' ? '' : `${indent}  ${line}`))].join(
    '\n',
  )
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unprintable = /[\u0000-\u001f\u007f-\u00a0\u2028\u2029\ufeff\ud800-\udfff]/

const plain = {
  block: /^[A-Za-z_/](?!.*(: |:$| #| $))[ -~\u00a1-\u2027\u2030-\ud7ff]*$/,
  flow: /^[A-Za-z_/](?!.*(:| #| $))[^,[\]{}"'#\u0080-\uffff]*$/,
} as const

/** What another reader would take for something else. */
const reserved = /^(null|true|false|yes|no|on|off|y|n)$/i

function scalar(value: Json, place: 'block' | 'flow' | 'key'): string {
  if (typeof value === 'number') return numberText(value)
  if (typeof value !== 'string') return JSON.stringify(value)
  if (unprintable.test(value)) return JSON.stringify(value).replaceAll(/[\u007f-\uffff]/g, escaped)
  if (plain[place === 'block' ? 'block' : 'flow'].test(value) && !reserved.test(value)) return value
  return `'${value.replaceAll("'", "''")}'`
}

/** Great ones with every digit of theirs, so that nobody reads another. */
function numberText(value: number): string {
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? String(BigInt(value)) : JSON.stringify(value)
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
