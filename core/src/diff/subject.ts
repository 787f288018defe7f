import { type Pointer, segmentsOf } from '../model/index.ts'
import { type FieldSegment, fieldOf, pathOf } from './field.ts'

/** The subject of a message: `Output "orders[].sku"`, `The input`, `Setting "host"`. */
export function subjectAt(pointer: Pointer): string {
  const field = fieldOf(pointer)
  if (field === null) return named('setting', fieldText(pathOf(segmentsOf(pointer).slice(1))))
  return named(field.side, fieldText(field.path))
}

function named(what: string, name: string): string {
  return name === ''
    ? `The ${what === 'setting' ? 'settings' : what}`
    : `${what[0]?.toUpperCase()}${what.slice(1)} "${name}"`
}

/** For people: `orders[].sku`; empty for the whole. */
export function fieldText(path: readonly FieldSegment[]): string {
  return path.reduce<string>((text, segment) => {
    if (segment.kind === 'element') return `${text}[]`
    const name = segment.kind === 'any' ? '*' : segment.name
    return text === '' ? name : `${text}.${name}`
  }, '')
}
