import { dict, isJsonObject, type Json } from '@jackfield/core'
import { type Path, parseSubPath, valueAtPath, withoutValueAt, withValueAt } from '../expression/index.ts'
import { bodyTemplate, pathOf } from './at-property.ts'
import { type Template, text } from './template.ts'

/** Moves a property elsewhere in the body; with `copyOnlySubProperties`, what is in it instead of it. */
export const moveProperties: Template = bodyTemplate('moveproperties', (options) => {
  const from = [...pathOf(text(options, 'srcparentpath')), ...parseSubPath(text(options, 'srcsubpath'))]
  const to = [...pathOf(text(options, 'dstparentpath')), ...parseSubPath(text(options, 'dstsubpath'))]
  const only = text(options, 'copyonlysubproperties').trim().toLowerCase() === 'true'
  return (body) => {
    const moved = valueAtPath(body, from)
    if (moved === undefined || from.length === 0) return body
    const rest = withoutValueAt(body, from)
    const name = from.at(-1) ?? ''
    if (!only) return withMembers(rest, to, { [name]: moved })
    return isJsonObject(moved) ? withMembers(rest, to, moved) : body
  }
})

function withMembers(body: Json, path: Path, members: Readonly<Record<string, Json>>): Json {
  const before = valueAtPath(body, path)
  const whole = dict<Json>([...Object.entries(isJsonObject(before) ? before : {}), ...Object.entries(members)])
  return withValueAt(body, path, whole)
}
