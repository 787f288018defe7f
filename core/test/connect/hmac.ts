import { createHmac } from 'node:crypto'
import type { AuthScheme } from '../../src/connect/index.ts'
import type { CustomScheme } from '../../src/model/index.ts'

/**
 * Signs method, path and date with a secret that is never sent, as many services want it: an example of a security
 * scheme of one's own.
 */
export const hmac: AuthScheme<CustomScheme> = {
  type: 'x-hmac',
  check: ({ options }) =>
    typeof options.header === 'string' && options.header !== ''
      ? []
      : [{ message: '"header" has to name the header of the signature.', hint: 'add header: X-Signature.' }],
  fields: () => [
    { name: 'keyId', title: 'Key id', required: true },
    { name: 'secret', title: 'Secret', required: true },
  ],
  placements: ({ options }) => [
    { credential: 'keyId', placement: `header ${options.header}`, to: 'servers' },
    { credential: 'secret', placement: `signature in header ${options.header}`, to: 'servers' },
  ],
  sign(request, { options }, credentials) {
    const { pathname, search } = new URL(request.url)
    const date = new Date().toUTCString()
    const signed = [request.method, `${pathname}${search}`, date, request.body ?? ''].join('\n')
    const signature = createHmac('sha256', String(credentials.secret)).update(signed).digest('base64')
    const header = String(options.header).toLowerCase()
    return {
      ...request,
      headers: { ...request.headers, 'x-date': date, [header]: `${credentials.keyId}:${signature}` },
    }
  },
}
