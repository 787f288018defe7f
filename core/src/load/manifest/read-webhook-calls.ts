import {
  dict,
  type HttpCall,
  isJsonObject,
  type JsonObject,
  type Kept,
  type Parameter,
  type Renew,
  type Subscribe,
  type Webhook,
} from '../../model/index.ts'
import { type Drafting, objectIn, present, textIn } from './drafting.ts'
import { durationIn } from './duration.ts'
import { type Naming, requestNaming } from './parse-text-template.ts'
import { readCall } from './read-call.ts'
import { segmentsIn } from './template-name.ts'
import type { WebhookPlace } from './webhook-place.ts'

type CallName = 'subscribe' | 'renew' | 'unsubscribe'

const hour = 3_600_000

export function readSubscribe(place: WebhookPlace, drafting: Drafting): Subscribe | undefined {
  const written = objectIn(place.written, 'subscribe')
  const http = readWebhookCall('subscribe', place, drafting)
  if (http === undefined) return undefined
  const keep = Object.entries(objectIn(written, 'keep')).flatMap(([name, place]): [string, Kept][] => {
    if (typeof place === 'string') return [[name, place]]
    const [header, at] = ['header', 'at'].map((key) => (isJsonObject(place) ? textIn(place, key) : undefined))
    if (header !== undefined) return [[name, { header }]]
    return at === undefined ? [] : [[name, { at }]]
  })
  return { http, keep: dict(keep), ...present('expires', readExpires(objectIn(written, 'expires'))) }
}

/** One hour before the end by default. */
export function readRenew(place: WebhookPlace, drafting: Drafting): Renew | undefined {
  const http = readWebhookCall('renew', place, drafting)
  return http && { http, before: durationIn(objectIn(place.written, 'renew'), 'before') ?? hour }
}

export function readUnsubscribe(place: WebhookPlace, drafting: Drafting): Webhook['unsubscribe'] {
  const http = readWebhookCall('unsubscribe', place, drafting)
  return http && { http }
}

function readExpires(written: JsonObject): Subscribe['expires'] {
  const at = textIn(written, 'at')
  if (at !== undefined) return { at }
  const after = durationIn(written, 'after')
  return after === undefined ? undefined : { after }
}

/** What a template of each call may read besides what requests read. */
const readable: Readonly<Record<CallName, readonly string[]>> = {
  subscribe: ['webhook.url', 'webhook.secret'],
  renew: ['webhook.url', 'subscription'],
  unsubscribe: ['subscription'],
}

/** Nothing is placed by default: what the service is told is written. A name in the path of `subscribe` is an input. */
export function readWebhookCall(name: CallName, place: WebhookPlace, drafting: Drafting): HttpCall | undefined {
  const written = place.written[name]
  if (!isJsonObject(written)) return undefined
  const at = { model: `${place.model}/${name}`, source: `${place.source}/${name}` }
  const call = { ...at, written, input: dict<never>(), inputSource: at.source, naming: namingOf(name) }
  drafting.origins.add(at.model, at.source)
  const http = readCall(call, drafting)
  return http === undefined || name === 'subscribe' || Array.isArray(written.parameters)
    ? http
    : { ...http, parameters: http.parameters.map(ofSubscription) }
}

/** A name in the path of the other calls is what was kept of the subscription. */
function ofSubscription(parameter: Parameter): Parameter {
  const { in: location, name } = parameter
  return location === 'path'
    ? { ...parameter, value: { kind: 'value', from: { root: 'subscription', path: [name] } } }
    : parameter
}

function namingOf(call: CallName): Naming {
  return (name) => {
    const [root, ...path] = segmentsIn(name)
    if (root !== 'webhook' && root !== 'subscription') return requestNaming(name)
    const known = readable[call]
    if (path.length > 0 && !path.includes('') && (known.includes(name) || known.includes(root))) return { root, path }
    const listed = known.map((each) => (each === 'subscription' ? '{subscription.…}' : `{${each}}`)).join(' and ')
    const message = `{${name}} names nothing that "${call}" can read.`
    return { code: 'template-unknown', message, hint: `write ${listed}, besides what every request reads.` }
  }
}
