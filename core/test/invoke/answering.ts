import { json, startService } from '../http/loopback-service.ts'
import { parameter, value } from './bound.ts'

/** A service that answers everything alike. */
export const answering = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  startService((_seen, response) => json(response, body, status, headers))

export const succeeds = { at: '/code', equals: 0, message: '/message' }

/** An operation that takes from a list the item of a SKU. */
export const find = (missing: 'fail' | 'none') => ({
  parameters: [parameter('query', 'sku')],
  result: { at: '/items', where: { '/sku': value('input.sku') }, missing },
})

export const output = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } }
