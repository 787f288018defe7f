import { argumentInvalid, originRefused, resultMissing } from '../errors/index.ts'
import { readRetryAfter } from '../http/index.ts'
import { type Json, type Poll, valueAt } from '../model/index.ts'
import { assertInput } from './assert-input.ts'
import type { BoundCall, CallRequest } from './bound-call.ts'
import { type BuiltRequest, buildRequest } from './build-request.ts'
import { checkItems } from './check-items.ts'
import { nameOf } from './name-of.ts'
import { walkAnswers } from './pages/walk-pages.ts'
import { type Received, type Sending, sendBuilt } from './send-built.ts'

/** What one poll of a trigger that follows `Location` came to. */
export interface LocatedPoll {
  readonly items: readonly Json[]
  /** Absolute, without what signed the request; undefined where the answer names nothing. */
  readonly location?: string
  /** Milliseconds. */
  readonly retryAfter?: number
}

/**
 * Asks `location`, what the answer before named, or begins where there is none: also where the service is at another
 * origin by now. Where the trigger has pages, the first one says what to ask for next. Throws `result-missing` where
 * there is nothing at `items` of an answer that should have some, `origin-refused` where it names another origin, and
 * what {@link invoke} throws.
 */
export async function pollLocation(
  call: BoundCall,
  request: CallRequest & { readonly location: string | null },
): Promise<LocatedPoll> {
  const { poll } = call.operation
  if (poll === undefined) throw argumentInvalid(`${nameOf(call)} is not a polling trigger.`)
  assertInput(call, request)
  const first = buildRequest(call, poll.http, request)
  const answers = await ask(followed(first, request.location) ?? first, poll, { call, http: poll.http, request })
  const [received] = answers
  const retryAfter = readRetryAfter(received.headers['retry-after'], call.clock.now())
  return {
    items: answers.flatMap((answer) => itemsOf(call, poll, answer)),
    ...locationOf(call, received),
    ...(retryAfter !== undefined && { retryAfter }),
  }
}

async function ask(built: BuiltRequest, { pages, items }: Poll, sending: Sending): Promise<[Received, ...Received[]]> {
  if (pages === undefined) return [await sendBuilt(built, sending)]
  const answers: Received[] = []
  for await (const answer of walkAnswers(built, { pages, elements: items }, sending)) answers.push(answer)
  return answers as [Received, ...Received[]]
}

function followed(built: BuiltRequest, location: string | null): BuiltRequest | undefined {
  const url = location === null ? null : URL.parse(location)
  if (url === null || url.origin !== new URL(built.url).origin) return undefined
  const query = url.search === '' ? [] : [url.search.slice(1)]
  return { ...built, follows: true, url: url.origin + url.pathname, query }
}

function itemsOf(call: BoundCall, poll: Poll, { status, body }: Received): readonly Json[] {
  if (status === 202 || status === 204 || body === null) return []
  const found = valueAt(body, poll.items)
  if (found === undefined)
    throw resultMissing(`${nameOf(call)} was answered with nothing at "${poll.items}".`, {
      hint: 'Correct "items", or tell the service: it answers 202 where there is nothing new.',
    })
  const items = Array.isArray(found) ? (found as readonly Json[]) : found === null ? [] : [found]
  checkItems(call, items)
  return items
}

function locationOf(call: BoundCall, { headers, url, redact }: Received): Pick<LocatedPoll, 'location'> {
  const named = headers.location
  if (named === undefined) return {}
  const next = URL.parse(named, url)
  if (next?.origin === new URL(url).origin) return { location: redact(next.href) }
  throw originRefused(redact(`${nameOf(call)} was told to ask next at ${next?.origin ?? 'what is no URL'}.`), {
    hint: 'Credentials stay with the origin that they were given for.',
  })
}
