import { dict, isJsonObject, type Json, type JsonObject, pointer, type Webhook } from '../../model/index.ts'
import { type Drafting, listIn, objectIn, present, textIn } from './drafting.ts'
import { durationIn } from './duration.ts'
import { defaultWindow } from './read-poll.ts'
import { readTemplate } from './read-template.ts'
import { readRenew, readSubscribe, readUnsubscribe } from './read-webhook-calls.ts'
import { readChallenge, readVerification } from './read-webhook-verify.ts'
import type { WebhookPlace } from './webhook-place.ts'

/** A webhook, with a dedupe window of 30 d by default; undefined where nothing says how requests are verified. */
export function readWebhook(place: WebhookPlace, drafting: Drafting): Webhook | undefined {
  const { model, source, written } = place
  drafting.origins.add(model, source)
  const verify = readVerification(place, drafting)
  if (verify === undefined) return undefined
  const dedupe = objectIn(written, 'dedupe')
  return {
    ...present('subscribe', readSubscribe(place, drafting)),
    ...present('renew', readRenew(place, drafting)),
    ...present('unsubscribe', readUnsubscribe(place, drafting)),
    verify,
    ...present('challenge', readChallenge(place, verify)),
    ...present('where', isJsonObject(written.where) ? readWhere(written.where, place, drafting) : undefined),
    items: textIn(written, 'items') ?? '',
    dedupe: {
      key: listIn(dedupe, 'key').filter((at): at is string => typeof at === 'string'),
      ...present('header', textIn(dedupe, 'header')),
      window: durationIn(dedupe, 'window') ?? defaultWindow,
    },
  }
}

function readWhere(
  where: JsonObject,
  { model, source }: WebhookPlace,
  drafting: Drafting,
): NonNullable<Webhook['where']> {
  return dict(
    Object.entries(where).map(([name, value]: [string, Json]) => {
      const at = pointer('where', name)
      return [name, readTemplate(value, { model: model + at, source: source + at }, drafting)]
    }),
  )
}
