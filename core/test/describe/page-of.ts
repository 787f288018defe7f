import { type DescribedFlow, describeConnector } from '../../src/describe/index.ts'
import { connectorOf } from './connector-of.ts'

export const revision = { id: 'f00d', format: 'manifest' }

/** The page of a connector of these parts. */
export async function pageOf(parts: Readonly<Record<string, unknown>>, flows: readonly DescribedFlow[] | null = null) {
  return describeConnector({ connector: await connectorOf(parts), revision, flows })
}

export const orders = {
  title: 'List orders',
  http: 'GET /orders',
  input: {
    required: ['status'],
    properties: {
      status: { enum: ['open', 'closed'], title: 'Status' },
      limit: { type: 'integer', minimum: 1, maximum: 100, default: 20, description: 'How many' },
    },
  },
  output: {
    type: 'object',
    required: ['orders'],
    properties: {
      orders: {
        type: 'array',
        items: {
          type: 'object',
          required: ['id'],
          properties: {
            id: { type: 'string', format: 'uuid' },
            note: { type: ['string', 'null'], maxLength: 200 },
            address: { type: 'object', properties: { 'zip.code': { type: 'string', pattern: '^[0-9]{5}$' } } },
          },
        },
      },
    },
  },
}
