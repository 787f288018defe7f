/** As far as it is changed here. */
interface AnswerSchema {
  format?: unknown
  enum?: unknown
  pattern?: unknown
  type?: unknown
  required?: unknown
  properties?: Record<string, unknown>
}

/**
 * Says otherwise, in place, what Prism can't make an answer up from, though it would find the answer wrong then:
 * - one of a list, or a date, beside a pattern: it makes something up from the pattern, or fails;
 * - a number with the format of an integer: it makes up a fraction;
 * - `url` (no format of JSON Schema): it makes up any text, and asks for a URI;
 * - a property that is required and not described: it leaves it out.
 */
export function makeFakeable(schema: unknown, seen: Set<unknown> = new Set()): void {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return
  seen.add(schema)
  if (!Array.isArray(schema)) restate(schema as AnswerSchema)
  for (const inner of Object.values(schema)) makeFakeable(inner, seen)
}

function restate(schema: AnswerSchema): void {
  if (Array.isArray(schema.enum) || /^date/.test(String(schema.format))) delete schema.pattern
  if (schema.type === 'number' && /^int(32|64)$/.test(String(schema.format))) schema.type = 'integer'
  if (schema.format === 'url') schema.format = 'uri'
  const { properties, required } = schema
  if (typeof properties !== 'object' || !Array.isArray(required)) return
  for (const name of required) if (!Object.hasOwn(properties, name)) properties[name] = {}
}
