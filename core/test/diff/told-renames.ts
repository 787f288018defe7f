import { diffConnectors } from '../../src/diff/index.ts'
import type { Json, JsonObject, Schema } from '../../src/model/index.ts'
import { answering } from './models.ts'

export const text = { type: 'string' }
export const whole = { type: 'integer' }

export const objectOf = (properties: { readonly [name: string]: Json }, ...required: string[]): JsonObject => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
})

/** What is said of renames: `old → new`, with `?` where it is only suggested. */
export function told(base: Schema, revision: Schema): readonly string[] {
  return diffConnectors(answering(base), answering(revision)).flatMap(({ kind, rename }) =>
    rename === undefined ? [] : [`${rename.from} → ${rename.to}${kind.endsWith('.renamed') ? '' : '?'}`],
  )
}

export const described = (description: string, schema: object = text) => ({ ...schema, description })
