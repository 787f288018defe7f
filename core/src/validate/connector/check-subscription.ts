import { type HttpCall, nearestName, type Webhook, type WebhookSecret } from '../../model/index.ts'
import type { Mistake } from '../structure/mistake.ts'
import { type FoundReference, referencesIn } from '../template/references-in.ts'
import { capitalised, suggestion } from './check.ts'
import type { PlacedWebhook } from './placed-webhook.ts'

/** What the calls of a subscription say fits together: what is read was kept, what ends can be renewed. */
export function* checkSubscription(webhook: Webhook, placed: PlacedWebhook): Iterable<Mistake> {
  const { subscribe, renew, unsubscribe } = webhook
  for (const [name, call] of Object.entries({ renew, unsubscribe })) {
    if (call === undefined) continue
    if (subscribe === undefined) yield withoutSubscribe(name, placed)
    else yield* checkKept(call.http, { keep: subscribe.keep, call: name }, placed)
  }
  if (subscribe !== undefined) yield* checkUrl(subscribe.http, placed)
  yield* checkEnd(webhook, placed)
  yield* checkSecrets(webhook, placed)
}

function withoutSubscribe(call: string, { name, at }: PlacedWebhook): Mistake {
  return {
    code: 'subscribe-missing',
    message: `${capitalised(name)} has "${call}", but nothing subscribes.`,
    pointer: `${at}/${call}`,
    hint: `add "subscribe", or remove "${call}".`,
  }
}

function* checkKept(
  http: HttpCall,
  { keep, call }: { readonly keep: object; readonly call: string },
  { name, at }: PlacedWebhook,
): Iterable<Mistake> {
  const known = Object.keys(keep)
  for (const { reference, at: place } of readsOf(http, `${at}/${call}/http`)) {
    const [kept = ''] = reference.path
    if (reference.root !== 'subscription' || known.includes(kept)) continue
    yield {
      code: 'subscription-unknown',
      message: `"${call}" of ${name} reads "${kept}" of the subscription, which "subscribe" does not keep.`,
      pointer: place,
      hint: suggestion(nearestName(kept, known), known, `add "${kept}" to "keep" of "subscribe".`),
    }
  }
}

function* checkUrl(http: HttpCall, { name, at }: PlacedWebhook): Iterable<Mistake> {
  if (readsOf(http, '').some(({ reference }) => isWebhook(reference, 'url'))) return
  yield {
    code: 'webhook-url-unsent',
    message: `"subscribe" of ${name} does not say where to call.`,
    pointer: `${at}/subscribe`,
    hint: 'put {webhook.url} where the service expects the URL.',
  }
}

function* checkEnd({ subscribe, renew }: Webhook, { name, at }: PlacedWebhook): Iterable<Mistake> {
  const expires = subscribe?.expires
  if (subscribe !== undefined && renew !== undefined && expires === undefined)
    yield {
      code: 'renew-unneeded',
      message: `${capitalised(name)} has "renew", but its subscription never ends.`,
      pointer: `${at}/renew`,
      hint: 'add "expires" to "subscribe", or remove "renew".',
    }
  if (expires === undefined || !('after' in expires)) return
  if (expires.after > (renew?.before ?? 0)) return
  yield {
    code: 'time-refused',
    message: `The subscription of ${name} lasts ${expires.after / 1000} s, no longer than "renew" comes before its end.`,
    pointer: renew === undefined ? `${at}/subscribe/expires` : `${at}/renew/before`,
    hint: 'renew it later, such as after half of its time.',
  }
}

function* checkSecrets(webhook: Webhook, { name, at }: PlacedWebhook): Iterable<Mistake> {
  const { verify, subscribe } = webhook
  const secret: WebhookSecret | undefined = verify.kind === 'url' ? undefined : verify.secret
  const sent = readsOf(subscribe?.http, `${at}/subscribe/http`).filter(({ reference }) =>
    isWebhook(reference, 'secret'),
  )
  if (secret?.from === 'generated' && sent.length === 0)
    yield {
      code: 'webhook-secret-unsent',
      message: `The secret of ${name} is made here, and the service is never told.`,
      pointer: `${at}/verify/secret`,
      hint: 'put {webhook.secret} into "subscribe", or let the secret come from the connection.',
    }
  if (secret?.from === 'answer' && subscribe === undefined)
    yield {
      code: 'subscribe-missing',
      message: `The secret of ${name} is in the answer to "subscribe", and nothing subscribes.`,
      pointer: `${at}/verify/secret`,
      hint: 'add "subscribe", or let the secret come from the connection.',
    }
  const [first] = sent
  if (first !== undefined && secret?.from !== 'generated')
    yield {
      code: 'webhook-secret-unmade',
      message: `"subscribe" of ${name} sends {webhook.secret}, but its secret is not made here.`,
      pointer: first.at,
      hint: 'write secret: generated in "verify", or take it out.',
    }
}

function isWebhook({ root, path }: FoundReference['reference'], name: string): boolean {
  return root === 'webhook' && path.join('.') === name
}

function readsOf(http: HttpCall | undefined, at: string): FoundReference[] {
  if (http === undefined) return []
  const ofParameters = http.parameters.flatMap(({ value, in: location }, index) =>
    referencesIn(value, location === 'path' ? `${at}/path` : `${at}/parameters/${index}/value`),
  )
  return [...ofParameters, ...(http.body === undefined ? [] : referencesIn(http.body.value, `${at}/body/value`))]
}
