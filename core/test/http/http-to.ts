import { createHttp, createTransport, type Signer } from '../../src/http/index.ts'
import { declared, type LoopbackService } from './loopback-service.ts'

export const secret = 'planted-S3CRET'

const signer: Signer = {
  sign: ({ url, headers }) => ({
    url: `${url}${url.includes('?') ? '&' : '?'}key=${secret}`,
    headers: { ...headers, 'x-api-key': secret },
  }),
}

/** A client for connectors’ code, whose requests to the declared server reach this service. */
export function httpTo(
  service: LoopbackService,
  more: { readonly timeout?: number; readonly signal?: AbortSignal } = {},
) {
  const transport = createTransport({ connectTo: { [declared]: service.address } })
  return createHttp({ transport, baseUrl: `${declared}/api/v1`, signer, timeout: 2_000, ...more })
}
