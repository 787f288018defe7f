import { action, defineConnector, trigger } from '@jackfield/core/sdk'
import { completedAt, orderSchemas, type Page, pathAfter } from './order.ts'

/** The production tracker as code: what plugins/connectors/production-tracker says as a manifest. */
export default defineConnector({
  id: 'production-tracker-code',
  version: '1.0.0',
  title: 'Production tracker, in code',
  servers: [
    {
      url: 'https://{host}/api',
      variables: { host: { from: 'settings.host', pattern: '^[a-z0-9.-]+\\.example\\.com$' } },
    },
  ],
  securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' } },
  settings: { required: ['host'], properties: { host: { type: 'string', title: 'Host' } } },
  test: 'countOrders',
  actions: {
    getOrder: {
      title: 'Get a production order',
      http: 'GET /orders/{orderId}',
      input: { required: ['orderId'], properties: { orderId: { type: 'string' } } },
      output: { $ref: '#/schemas/Order' },
    },
    countOrders: action({
      title: 'Count production orders by status',
      effect: 'read',
      output: { type: 'object', additionalProperties: { type: 'integer' } },
      async run(_input, { http }) {
        const counts: Record<string, number> = {}
        for (let path: string | null = 'orders'; path !== null; ) {
          const page = (await http.get(path)).json() as unknown as Page
          for (const { status } of page.orders) counts[status] = (counts[status] ?? 0) + 1
          path = pathAfter(page)
        }
        return counts
      },
    }),
  },
  triggers: {
    orderCompleted: trigger({
      title: 'Order completed',
      every: '60s',
      start: 'now',
      output: { $ref: '#/schemas/CompletedOrder' },
      async *poll(_input, { http, cursor }) {
        let since = typeof cursor === 'string' ? cursor : undefined
        for (let path: string | null = 'orders'; path !== null; ) {
          const query = path === 'orders' ? { status: 'completed', since } : {}
          const page = (await http.get(path, { query })).json() as unknown as Page
          for (const order of page.orders) {
            const at = completedAt(order)
            if (since === undefined || at > since) since = at
            yield { id: `${order.id}@${at}`, data: { ...order, completedAt: at }, cursor: since }
          }
          path = pathAfter(page)
        }
      },
    }),
  },
  schemas: orderSchemas,
})
