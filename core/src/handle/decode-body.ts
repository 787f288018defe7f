import { WebhookRefusal } from '../listen/index.ts'
import { bodyLimit } from './read-body.ts'

interface Limit {
  readonly maxOutputLength: number
}

type Encoding = 'identity' | 'gzip' | 'deflate' | 'br'

const decoders = { gzip: 'gunzip', deflate: 'inflate', br: 'brotliDecompress' } as const satisfies Record<
  Exclude<Encoding, 'identity'>,
  keyof typeof import('node:zlib')
>

/** RFC 9110 section 8.4. Throws `WebhookRefusal` (415) for what is not known here, and for several at once. */
export function encodingOf(headers: Headers): Encoding {
  const said = headers.get('content-encoding')?.trim().toLowerCase() || 'identity'
  if (said === 'x-gzip') return 'gzip'
  if (said === 'identity' || Object.hasOwn(decoders, said)) return said as Encoding
  throw new WebhookRefusal(415, `Its content encoding is ${JSON.stringify(said)}.`)
}

/** At most four times the limit of a body. Throws `WebhookRefusal` (413, 400). */
export async function decodeBody(body: Uint8Array, encoding: Encoding): Promise<Uint8Array> {
  if (encoding === 'identity') return body
  try {
    const [{ promisify }, zlib] = await Promise.all([import('node:util'), import('node:zlib')])
    return await promisify<Uint8Array, Limit, Uint8Array>(zlib[decoders[encoding]])(body, {
      maxOutputLength: 4 * bodyLimit,
    })
  } catch (error) {
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    throw tooLarge
      ? new WebhookRefusal(413, 'It is too large when decoded.')
      : new WebhookRefusal(400, `It is not ${encoding}.`)
  }
}
