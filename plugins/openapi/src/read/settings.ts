import { dict, type Json, type JsonObject, type Schema } from '@jackfield/core'

/** What a connection fills in, as it comes together. */
export interface Settings {
  /** Answers the setting's name: another one where there is one of that name that is not the same. */
  add(name: string, schema: JsonObject, options?: { readonly required?: boolean }): string
  /** JSON Schema of an object. */
  schema(): JsonObject
}

export function createSettings(): Settings {
  const properties = dict<Schema>()
  const required = new Set<string>()
  return {
    add(wanted, schema, { required: isRequired = false } = {}) {
      const plain = wanted.replaceAll(/[^A-Za-z0-9_-]+/g, '_') || 'setting'
      let name = plain
      for (let count = 2; Object.hasOwn(properties, name) && !isSame(properties[name], schema); count++)
        name = `${plain}_${count}`
      properties[name] = schema
      if (isRequired) required.add(name)
      return name
    },
    schema: () =>
      dict<Json>([
        ['type', 'object'],
        ['properties', properties],
        ...(required.size === 0 ? [] : [['required', [...required]] as const]),
      ]),
  }
}

function isSame(one: Schema | undefined, other: Schema): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
