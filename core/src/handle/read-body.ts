import { WebhookRefusal } from '../listen/index.ts'

/** What a service sends at most, in bytes. */
export const bodyLimit: number = 1024 * 1024

/** The bytes as they came, cut off at the limit whatever `Content-Length` says. Throws `WebhookRefusal` (413, 400). */
export async function readBody({ body, headers, bodyUsed }: Request): Promise<Uint8Array> {
  if (bodyUsed) throw new WebhookRefusal(400, 'Its body was read before: hand the request on as it came.')
  if (Number(headers.get('content-length') ?? 0) > bodyLimit) throw tooLarge()
  if (body === null) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = body.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.byteLength
      if (size > bodyLimit) throw tooLarge()
      chunks.push(next.value)
    }
  } catch (error) {
    // Whoever sends on is not waited for.
    void reader.cancel().catch(() => {})
    throw error instanceof WebhookRefusal ? error : new WebhookRefusal(400, 'Its body broke off.')
  }
  return Buffer.concat(chunks)
}

function tooLarge(): WebhookRefusal {
  return new WebhookRefusal(413, `Its body is larger than ${bodyLimit} bytes.`)
}
