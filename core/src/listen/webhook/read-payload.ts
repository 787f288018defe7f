import { canonicalJson, dict, type Json, parseJson, valueAt, type Webhook } from '../../model/index.ts'
import { dedupeKey } from '../dedupe-key.ts'
import type { Entry } from '../polling.ts'
import { type Delivered, WebhookRefusal } from './delivered.ts'

/** JSON, or a form: an object of texts, with an array where a name comes more than once. Throws `WebhookRefusal`. */
export async function readPayload(delivered: Delivered): Promise<Json> {
  const type = delivered.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (type.startsWith('multipart/')) throw new WebhookRefusal(415, `It is ${type}.`)
  const text = utf8(await delivered.decode())
  if (type === 'application/x-www-form-urlencoded') return readForm(text)
  try {
    return parseJson(text)
  } catch {
    // Also what is nested too deep to be walked.
    throw new WebhookRefusal(400, 'It is not JSON.')
  }
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new WebhookRefusal(400, 'It is not UTF-8.')
  }
}

function readForm(text: string): Json {
  const form = new URLSearchParams(text)
  const names = [...new Set(form.keys())]
  return dict(
    names.map((name): [string, Json] => {
      const values = form.getAll(name)
      return [name, values.length === 1 ? (values[0] ?? '') : values]
    }),
  )
}

/** What an element must have where. */
export type Conditions = readonly (readonly [string, Json])[]

/** The items of a payload that meets the conditions; of an array, of those of its elements that do. */
export function itemsOf(payload: Json, { items }: Webhook, conditions: Conditions): readonly Json[] {
  const meets = (value: Json): boolean =>
    conditions.every(([at, wanted]) => canonicalJson(valueAt(value, at) ?? null) === canonicalJson(wanted))
  if (Array.isArray(payload) && items === '') return payload.filter(meets)
  if (!meets(payload)) return []
  const found = valueAt(payload, items)
  if (found === undefined || found === null) throw new WebhookRefusal(400, `It has nothing at "${items}".`)
  return Array.isArray(found) ? found : [found]
}

/** Each key once: the first that came. Throws `WebhookRefusal` where an item has no value that its key needs. */
export function entriesOf(items: readonly Json[], { dedupe }: Webhook, { headers }: Delivered): readonly Entry[] {
  const entries = items.map((data, index): Entry => ({ key: keyOf(data, index), data, isNews: true }))
  return [...new Map(entries.toReversed().map((entry) => [entry.key, entry])).values()].toReversed()

  function keyOf(data: Json, index: number): string {
    if (dedupe.header === undefined) return dedupeKey(dedupe.key.map((at) => valueIn(data, at)))
    const id = headers.get(dedupe.header)
    if (id === null || id === '') throw new WebhookRefusal(400, `It has no header "${dedupe.header}", its dedupe key.`)
    return dedupeKey(index === 0 ? [id] : [id, index])
  }
}

function valueIn(data: Json, at: string): Json {
  const value = valueAt(data, at)
  if (value === undefined || value === null)
    throw new WebhookRefusal(400, `An item has no "${at}", which its dedupe key needs.`)
  return value
}
