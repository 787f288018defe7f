import { json, startService } from '../http/loopback-service.ts'

/** A service that answers everything alike. */
export const answering = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  startService((_seen, response) => json(response, body, status, headers))

/** Where an answer says whether it is good. */
export const succeeds = { at: '/code', equals: 0, message: '/message' }
