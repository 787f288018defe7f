import { type Connector, pointer, type Webhook } from '../../model/index.ts'
import type { Mistake } from '../structure/mistake.ts'
import { availableIn, capitalised, type PlacedOperation } from './check.ts'
import { checkSubscription } from './check-subscription.ts'
import { checkVerification } from './check-verification.ts'

/** A webhook can be subscribed to, told from a forgery, and its items told apart. Dedupe keys: see `checkPolling`. */
export function* checkWebhooks(connector: Connector): Iterable<Mistake> {
  for (const placed of availableIn(connector)) {
    const { webhook } = placed.operation
    if (webhook === undefined) continue
    const at = { name: placed.name, at: `${placed.at}/webhook` }
    yield* checkSubscription(webhook, at)
    yield* checkVerification(webhook, at)
    yield* checkTimes(webhook, placed)
  }
}

function* checkTimes({ dedupe, challenge }: Webhook, { name, at }: PlacedOperation): Iterable<Mistake> {
  if (dedupe.window === 0)
    yield {
      code: 'time-refused',
      message: `The dedupe window of ${name} is 0.`,
      pointer: at + pointer('webhook', 'dedupe', 'window'),
      hint: 'services send again what was not answered: use 30d.',
    }
  if (challenge !== undefined && challenge.answer.as === 'json' && challenge.answer.at === undefined)
    yield {
      code: 'challenge-place-missing',
      message: `${capitalised(name)} answers a challenge in JSON and does not say where.`,
      pointer: `${at}/webhook/challenge/answer`,
      hint: 'add "at", such as /response_token.',
    }
}
