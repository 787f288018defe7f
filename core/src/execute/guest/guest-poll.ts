import type { Json } from '../../model/index.ts'
import { protocolLimits } from '../protocol.ts'

/** A page is sent before it is this long, as far as its items allow. */
const pageCharacters = protocolLimits.message / 4

/** One poll: what its generator yields, page by page, only as far as it is asked. */
export class GuestPoll {
  readonly #iterator: AsyncIterator<unknown>
  #failed: { readonly error: unknown } | undefined

  constructor(items: unknown) {
    const begin = (items as Partial<AsyncIterable<unknown>> | undefined)?.[Symbol.asyncIterator]
    if (typeof begin !== 'function')
      throw new Error('its function is no async generator. Write: async *poll(input, services) { yield { id, data } }')
    this.#iterator = begin.call(items)
  }

  /** What was yielded before an error comes before the error. */
  async next(): Promise<Json> {
    if (this.#failed !== undefined) throw this.#failed.error
    const items: Json[] = []
    let more = true
    try {
      for (let size = 0; more && items.length < protocolLimits.items && size < pageCharacters; ) {
        const { done, value } = await this.#iterator.next()
        more = done !== true
        if (!more) break
        const text = JSON.stringify(value) ?? 'null'
        size += text.length
        items.push(JSON.parse(text) as Json)
      }
    } catch (error) {
      if (items.length === 0) throw error
      this.#failed = { error }
    }
    return { items, more }
  }

  async return(): Promise<Json> {
    await this.#iterator.return?.()
    return null
  }
}
