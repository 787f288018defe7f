import type { OperationPair } from '../operation-pair.ts'
import { operationPartDiffers } from '../operation-parts.ts'
import type { Found, Rule } from '../rule.ts'

const dedupe = 'items: /item, dedupe: { key: [/id] }'
const verify = 'verify: { token: { header: X-Token, secret: connection } }'
const webhook = (part: string): string => `webhook: { ${part}, ${dedupe} }`

/** What a service is told of a webhook, and how what it delivers is read. */
export const webhookRules: readonly Rule[] = [
  {
    id: 'trigger.payload',
    side: 'trigger',
    levels: ['risky'],
    title: 'A webhook’s items are found elsewhere, or others are taken',
    explanation: 'What the service delivers may become other events than before, or none.',
    example: {
      of: 'trigger',
      base: webhook(`${verify}, where: { /event: made }`),
      revision: webhook(`${verify}, where: { /event: changed }`),
    },
    operation: (pair) =>
      differing(pair, 'payload', {
        at: '/webhook',
        message: 'Which payloads are events, or where their items are, differs.',
      }),
  },
  {
    id: 'trigger.subscription',
    side: 'trigger',
    levels: ['risky'],
    title: 'The service is told of a webhook in another way',
    explanation: 'It is subscribed anew; the service may send other events, or none.',
    example: {
      of: 'trigger',
      base: webhook(`${verify}, subscribe: { http: POST /hooks, body: { url: '{webhook.url}' } }`),
      revision: webhook(`${verify}, subscribe: { http: POST /webhooks, body: { url: '{webhook.url}' } }`),
    },
    operation: (pair) =>
      differing(pair, 'subscription', {
        at: '/webhook/subscribe',
        message: 'How it is subscribed, renewed or ended differs.',
      }),
  },
  {
    id: 'trigger.verify',
    side: 'trigger',
    levels: ['risky'],
    title: 'Deliveries are verified in another way',
    explanation: 'What the service sends may be refused, or what somebody else sends be taken.',
    example: {
      of: 'trigger',
      base: webhook(verify),
      revision: webhook(verify.replace('X-Token', 'X-Other')),
    },
    operation: (pair) =>
      differing(pair, 'verification', { at: '/webhook/verify', message: 'How deliveries are verified differs.' }),
  },
]

type Part = 'payload' | 'subscription' | 'verification'

function differing(
  pair: OperationPair,
  part: Part,
  { at, message }: { readonly at: string; readonly message: string },
): readonly Found[] {
  if (!operationPartDiffers[part](pair)) return []
  return [{ pointer: pair.at + at, message, explains: [part] }]
}
