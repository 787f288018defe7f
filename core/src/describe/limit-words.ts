import type { Operation, Pages, Webhook } from '../model/index.ts'
import { countOf, durationWords } from './duration-words.ts'
import { codeSpan } from './plain-text.ts'
import { enteredSecrets } from './webhook-secrets.ts'

/** Time-outs, caps and intervals of an operation, each a sentence in Markdown. */
export function limitWords(operation: Operation): readonly string[] {
  const { effect, http, pages, poll, webhook, code } = operation
  const call = poll?.http ?? http
  return [
    ...(call === undefined ? [] : [`A request may take ${durationWords(call.timeout)}.`]),
    ...(call === undefined || call.attempts <= 1 || effect === 'once'
      ? []
      : [`A request that fails for a moment is tried up to ${call.attempts} times.`]),
    ...(code === undefined ? [] : [`A call may take ${durationWords(code.timeout)}, everything included.`]),
    ...pageWords(poll?.pages ?? pages),
    ...(poll === undefined ? [] : pollWords(poll)),
    ...(code?.poll === undefined ? [] : intervalWords(code.poll)),
    ...(webhook === undefined ? [] : webhookWords(webhook, enteredSecrets(operation))),
  ]
}

function pageWords(pages: Pages | undefined): readonly string[] {
  return pages === undefined ? [] : [`At most ${countOf(pages.max, 'page')} are read at a time.`]
}

function pollWords({ every, dedupe, cursor }: NonNullable<Operation['poll']>): readonly string[] {
  const keys = dedupe.key.map((key) => codeSpan(key)).join(' and ')
  return [
    ...intervalWords({ every, window: dedupe.window, start: cursor?.start ?? 'now' }),
    `Items with the same ${keys} are the same item.`,
  ]
}

function intervalWords({
  every,
  window,
  start,
}: {
  every: number
  window: number
  start: 'now' | 'beginning'
}): readonly string[] {
  return [
    `The service is asked every ${durationWords(every)}.`,
    `An item that comes again within ${durationWords(window)} does not start a flow again.`,
    start === 'now'
      ? 'A new flow hears of what is new from then on.'
      : 'A new flow hears of everything that is there already.',
  ]
}

function webhookWords({ subscribe, renew, dedupe, verify }: Webhook, secrets: readonly string[]): readonly string[] {
  return [
    subscribe === undefined
      ? 'The service calls: enter the URL that your application shows in the service’s own settings.'
      : 'The service calls: Jackfield subscribes and unsubscribes by itself.',
    ...(renew === undefined ? [] : ['A subscription that ends is renewed by itself.']),
    verify.kind === 'url'
      ? 'Calls are known by their URL alone: keep it secret.'
      : 'Calls that are not proven to be the service’s are refused.',
    ...secrets.map((name) => `They are proven by a secret that is entered with the connection, as ${codeSpan(name)}.`),
    `An event that comes again within ${durationWords(dedupe.window)} does not start a flow again.`,
  ]
}
