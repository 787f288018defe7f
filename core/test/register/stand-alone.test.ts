import { expect, it } from 'vitest'
import type { Schema } from '../../src/model/index.ts'
import { standAlone } from '../../src/register/index.ts'
import { connectorOf } from '../diff/models.ts'

it('takes a discriminator along, without what only its mapping leads to', () => {
  const told = (mapping: Record<string, string>): Schema => ({ discriminator: { propertyName: 'k', mapping } })
  const A: Schema = { type: 'object' }
  const connector = connectorOf({ schemas: { A, B: A, Pet: told({ cat: '#/schemas/Cat' }), Cat: A } })
  const union = { oneOf: [{ $ref: '#/schemas/A' }, { $ref: '#/schemas/B' }] }
  expect(standAlone(connector, { ...union, ...(told({ a: '#/schemas/A', b: 'B', c: 'Cat' }) as object) })).toEqual({
    oneOf: [{ $ref: '#/$defs/A' }, { $ref: '#/$defs/B' }],
    discriminator: { propertyName: 'k', mapping: { a: '#/$defs/A', b: '#/$defs/B' } },
    $defs: { A, B: A },
  })
  expect(standAlone(connector, { $ref: '#/schemas/Pet' })).toEqual({ $ref: '#/$defs/Pet', $defs: { Pet: told({}) } })
})
