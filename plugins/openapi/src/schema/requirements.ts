import { dict, isJsonObject, type Json, type JsonObject } from '@jackfield/core'
import { below } from '../refs/index.ts'
import type { Given, Out } from './converting.ts'

/** Names that are required, also by a flag in the property itself, without those that the direction spares. */
export function readRequired(out: Out, { located: { value, place }, here }: Given): void {
  const properties = value.properties
  const listed = value.required
  const names = new Set(Array.isArray(listed) ? namesIn(listed) : [])
  if (isJsonObject(properties)) {
    const at = below(place, 'properties')
    for (const [name, property] of Object.entries(properties)) {
      if (isJsonObject(property) && property.required === true) names.add(name)
      if (names.has(name) && here.converting.spared({ value: property, place: below(at, name) })) names.delete(name)
    }
  }
  if (names.size > 0) out.required = [...names]
}

function namesIn(written: Json | undefined): string[] {
  return [...new Set([written ?? []].flat().filter((name): name is string => typeof name === 'string'))]
}

export function readDependencies(out: Out, value: JsonObject): void {
  const dependencies = value.dependencies ?? value.dependentRequired
  if (!isJsonObject(dependencies)) return
  const required = Object.entries(dependencies).filter(([, names]) => Array.isArray(names))
  if (required.length > 0)
    out.dependentRequired = dict(required.map(([name, names]) => [name, namesIn(names)] as const))
}
