import type { JsonObject, Schema } from '@jackfield/core'
import { generateValue } from './generate-value.ts'
import { createRandom } from './random.ts'

/**
 * An input made up from an operation's schema, the same for the same seed; whether it is valid is for the kernel to
 * say.
 */
export function generateInput(schema: Schema, seed: number): JsonObject {
  const root = typeof schema === 'boolean' ? {} : schema
  const value = generateValue(root, { root, random: createRandom(seed), depth: 0 })
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : {}
}

/** A whole number of a text (FNV-1a), so that each operation has inputs of its own whatever else is tried. */
export function seedOf(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  return hash >>> 0
}
