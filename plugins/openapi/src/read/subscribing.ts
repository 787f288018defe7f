import { inputOf, type OperationDraft } from './read-operation.ts'
import type { Reading } from './reading.ts'
import { subscribingBody } from './subscribing-body.ts'
import type { Subscribing, UrlPlace } from './url-place.ts'

const webhookUrl = { kind: 'value', from: { root: 'webhook', path: ['url'] } } as const

/** An operation as one that subscribes; undefined where it has no such place. */
export function subscribing(place: UrlPlace, draft: OperationDraft, reading: Reading): Subscribing | undefined {
  return place.in === 'body' ? inBody(place.path, draft, reading) : inParameter(place, draft)
}

function inParameter(
  { in: location, name }: Extract<UrlPlace, { readonly name: string }>,
  { parameters, body, operation: { http } }: OperationDraft,
): Subscribing | undefined {
  const is = (each: { readonly in: string; readonly name: string }): boolean =>
    each.in === location && (location === 'query' ? each.name === name : each.name.toLowerCase() === name.toLowerCase())
  if (http?.parameters.some(is) !== true) return undefined
  const placed = http.parameters.map((each) => (is(each) ? { ...each, value: webhookUrl } : each))
  return {
    subscribe: { ...http, parameters: placed },
    input: inputOf(
      parameters.filter((each) => !is(each)),
      body,
    ),
  }
}

function inBody(path: readonly string[], draft: OperationDraft, reading: Reading): Subscribing | undefined {
  const { parameters, body, operation } = draft
  if (operation.http?.body === undefined || body === null) return undefined
  const put = subscribingBody(path, { draft, url: webhookUrl }, reading)
  if (put === undefined) return undefined
  const asked = put.schema === undefined ? null : { ...body, schema: put.schema, required: put.required }
  return {
    subscribe: { ...operation.http, body: { ...operation.http.body, value: put.template } },
    input: inputOf(parameters, asked),
  }
}
