import { type ConnectorDefinition, defineConnector, type Json } from '@jackfield/core'

const order = {
  type: 'object',
  required: ['id', 'status', 'sku', 'quantity'],
  properties: {
    id: { type: 'string' },
    status: { enum: ['planned', 'running', 'completed'] },
    sku: { type: 'string' },
    quantity: { type: 'integer', minimum: 0 },
    completedAt: { type: ['string', 'null'], format: 'date-time' },
    note: { type: 'string' },
    tags: { type: 'array', items: { type: 'string' } },
    place: { type: 'object', properties: { line: { type: 'integer' }, rush: { type: 'boolean' } } },
  },
}

const output = {
  type: 'object',
  required: ['id', 'orders'],
  properties: { id: { type: 'string' }, orders: { type: 'array', items: { $ref: '#/schemas/Order' } } },
}
const input = {
  required: ['shopId'],
  properties: { shopId: { type: 'string' }, status: { enum: ['planned', 'running', 'completed'] } },
}

/** A connector with one operation twice: declared, and as a function that uses `http`. */
export const shop: ConnectorDefinition = defineConnector({
  id: 'shop',
  version: '1.0.0',
  title: 'Shop',
  servers: [{ url: 'https://api.example.com/v1' }],
  securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' } },
  actions: {
    declared: { title: 'Orders, declared', http: 'GET /shops/{shopId}/orders', input, output },
    coded: {
      title: 'Orders, by a function',
      effect: 'read',
      input,
      output,
      async run({ shopId, status }, { http }): Promise<Json> {
        const answer = await http.get(`shops/${shopId}/orders`, { query: { status: status as string } })
        return answer.json()
      },
    },
  },
  schemas: { Order: order },
})
