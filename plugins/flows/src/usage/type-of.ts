/** The name of a value's type in JSON Schema. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

/** JSONata knows one type of numbers. */
export function plainType(type: string): string {
  return type === 'integer' ? 'number' : type
}
