import { isJsonObject, type JsonObject, type Operation, type Poll, pointer, type Webhook } from '../../model/index.ts'
import { type Drafting, present } from './drafting.ts'
import { readChoices } from './read-choices.ts'
import { readCodePoll } from './read-code.ts'
import { readCommon } from './read-common.ts'
import { readPoll } from './read-poll.ts'
import { readWebhook } from './read-webhook.ts'

/** A trigger that polls, which only reads, or that the service calls. */
export function readTrigger(id: string, written: JsonObject, drafting: Drafting): Operation {
  const model = pointer('operations', id)
  const source = pointer('triggers', id)
  drafting.origins.add(model, source)
  const common = readCommon(id, written)
  return {
    ...common,
    kind: 'trigger',
    effect: 'read',
    ...present('poll', pollOf()),
    ...present('webhook', webhookOf()),
    ...present('code', readCodePoll(id, { written, model, source }, drafting)),
    ...readChoices({ written, model, source }, drafting),
  }

  function pollOf(): Poll | undefined {
    if (!isJsonObject(written.poll)) return undefined
    const place = { model: `${model}/poll`, source: `${source}/poll`, written: written.poll }
    return readPoll({ ...place, input: common.input, inputSource: `${source}/input` }, drafting)
  }

  function webhookOf(): Webhook | undefined {
    if (!isJsonObject(written.webhook)) return undefined
    return readWebhook({ model: `${model}/webhook`, source: `${source}/webhook`, written: written.webhook }, drafting)
  }
}
