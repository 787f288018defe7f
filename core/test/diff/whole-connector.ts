import type { Connector, Derived } from '../../src/model/index.ts'
import { operations, server } from './whole/operations.ts'
import { apiKey, oauth, openId } from './whole/security.ts'
import { literal, type Whole } from './whole/whole.ts'

const derived: Whole<Derived> = { from: { operation: 'find' }, at: '/instance', pattern: '(.+)' }

/** A connector with everything that the model knows. */
export const wholeConnector: Whole<Connector> = {
  model: 1,
  id: 'shop',
  version: '1.0.0',
  title: 'Shop',
  description: 'A shop.',
  publisher: 'Somebody',
  categories: ['shops'],
  icon: 'icon.svg',
  servers: [server],
  securitySchemes: {
    key: apiKey,
    basic: { type: 'http', scheme: 'basic', value: literal('x') },
    certificate: { type: 'mutualTLS' },
    oauth,
    openId,
    own: { type: 'x-own', options: { realm: 'r' } },
  },
  security: [{ key: [] }, { oauth: ['read', 'write'] }],
  settings: {
    type: 'object',
    required: ['region'],
    properties: { region: { enum: ['eu', 'us'] }, tenant: { type: 'string' } },
  },
  derived: { instance: derived },
  extends: 'base',
  test: 'find',
  operations: Object.fromEntries(operations.map((operation) => [operation.id, operation])),
  schemas: { Note: { type: 'string', xml: { name: 'note' } } },
}
