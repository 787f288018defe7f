import type { JsonObject, Schema } from '@jackfield/core'
import { generateSync } from 'json-schema-faker'

/** Values for formats that the generator does not know, or that stand for more than text. */
const formats: Record<string, (random: { int(low: number, high: number): number }) => string> = {
  binary: (random) => `data:application/octet-stream;base64,${Buffer.from(`file ${random.int(1, 9999)}`).toString('base64')}`,
  byte: (random) => Buffer.from(`bytes ${random.int(1, 9999)}`).toString('base64'),
  password: (random) => `secret-${random.int(1, 9999)}`,
}

/** An input that an operation's schema takes, the same for the same seed. Throws what the generator throws. */
export function generateInput(schema: Schema, seed: number): JsonObject {
  const value = generateSync(schema as never, {
    seed,
    formats: formats as never,
    optionalsProbability: 0.5,
    maxDepth: 8,
    refDepthMax: 2,
    maxDefaultItems: 2,
    minLength: 1,
    maxLength: 40,
  })
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : {}
}

/** A whole number of a text (FNV-1a), so that each operation has inputs of its own whatever else is tried. */
export function seedOf(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  return hash >>> 0
}
