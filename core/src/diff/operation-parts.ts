import {
  type Answer,
  type Code,
  canonicalJson,
  type HttpCall,
  mediaKind,
  type Operation,
  type Poll,
  type Webhook,
} from '../model/index.ts'
import { sentBy } from './asked-alike.ts'
import {
  answerOf,
  commonParts,
  httpOf,
  mechanismsOf,
  type OperationPair,
  pagesOf,
  securityOf,
  serversOfPair,
} from './operation-pair.ts'
import { requestDifferences } from './request.ts'
import { plainType } from './request-parts.ts'
import { isSameXml, type XmlSchema } from './same-xml.ts'
import { normalSecurity } from './security-parts.ts'
import { normalUrl, withoutNames } from './server-parts.ts'

/** What of an operation can differ, besides input, output and what only tells people. */
export type OperationPart =
  | 'answer'
  | 'attempts'
  | 'code'
  | 'confirm'
  | 'cursor'
  | 'dedupe'
  | 'deprecated'
  | 'effect'
  | 'interval'
  | 'items'
  | 'kind'
  | 'mechanism'
  | 'method'
  | 'operation security'
  | 'operation servers'
  | 'options'
  | 'other parts of the operation'
  | 'pages'
  | 'path'
  | 'payload'
  | 'policies'
  | 'request'
  | 'result'
  | 'schemaFrom'
  | 'subscription'
  | 'succeeds'
  | 'timeout'
  | 'unavailable'
  | 'verification'
  | 'visibility'

type Differs = (pair: OperationPair) => boolean

const differsIn =
  (part: (operation: Operation) => unknown): Differs =>
  ({ base, revision }) =>
    canonicalJson(part(base) ?? null) !== canonicalJson(part(revision) ?? null)

/** Compared only where both have it: that one has it and the other has not is a different mechanism. */
const differsWhereBoth =
  <Part>(of: (operation: Operation) => Part | undefined, part: (of: Part) => unknown): Differs =>
  (pair) =>
    of(pair.base) !== undefined &&
    of(pair.revision) !== undefined &&
    differsIn((operation) => part(of(operation) as Part))(pair)

const ofHttp = (part: (http: HttpCall) => unknown): Differs => differsWhereBoth(httpOf, part)
const ofPoll = (part: (poll: Poll) => unknown): Differs => differsWhereBoth((operation) => operation.poll, part)
const ofWebhook = (part: (webhook: Webhook) => unknown): Differs =>
  differsWhereBoth((operation) => operation.webhook, part)
const ofCode = (part: (code: Code) => unknown): Differs => differsWhereBoth((operation) => operation.code, part)
const either =
  (one: Differs, other: Differs): Differs =>
  (pair) =>
    one(pair) || other(pair)

/** Whether a part differs, however it is told. */
export const operationPartDiffers: Readonly<Record<OperationPart, Differs>> = {
  answer: answerDiffers,
  attempts: ofHttp((http) => http.attempts),
  code: ofCode((code) => [code.module, code.export]),
  confirm: differsIn((operation) => operation.confirm),
  cursor: either(
    ofPoll((poll) => poll.cursor),
    ofCode((code) => code.poll?.start),
  ),
  dedupe: either(
    either(
      ofPoll((poll) => poll.dedupe),
      ofWebhook((webhook) => webhook.dedupe),
    ),
    ofCode((code) => code.poll?.window),
  ),
  deprecated: differsIn((operation) => operation.deprecated ?? false),
  effect: differsIn((operation) => operation.effect),
  interval: either(
    ofPoll((poll) => poll.every),
    ofCode((code) => code.poll?.every),
  ),
  items: ofPoll((poll) => poll.items),
  kind: differsIn((operation) => operation.kind),
  mechanism: differsIn(mechanismsOf),
  method: ofHttp((http) => http.method),
  'operation security': ownSecurityDiffers,
  'operation servers': ownServersDiffer,
  'other parts of the operation': differsIn(otherParts),
  options: differsIn((operation) => operation.options),
  pages: differsIn(pagesOf),
  path: ofHttp((http) => withoutNames(http.path)),
  payload: ofWebhook(({ items, where }) => [items, where ?? null]),
  policies: ofHttp((http) => http.policies ?? []),
  request: (pair) => requestDifferences(pair).length > 0,
  result: ofHttp((http) => http.result),
  schemaFrom: differsIn((operation) => operation.schemaFrom),
  subscription: ofWebhook(({ subscribe, renew, unsubscribe }) =>
    [subscribe, renew, unsubscribe].map((one) => (one === undefined ? null : { ...one, http: sentBy(one.http) })),
  ),
  succeeds: ofHttp((http) => http.succeeds),
  timeout: either(
    ofHttp((http) => http.timeout),
    ofCode((code) => code.timeout),
  ),
  unavailable: differsIn((operation) => operation.unavailable?.feature),
  verification: ofWebhook(({ verify, challenge }) => [verify, challenge ?? null]),
  visibility: differsIn((operation) => operation.visibility),
}

function answerDiffers(pair: OperationPair): boolean {
  const [before, after] = [httpOf(pair.base), httpOf(pair.revision)]
  if (before === undefined || after === undefined) return false
  const [asked, now] = [answerOf(before), answerOf(after)]
  if (plainType(asked.mediaType) !== plainType(now.mediaType)) return true
  const of = (side: 'base' | 'revision', { mediaType, schema }: Answer): XmlSchema => {
    const named = schema ?? (mediaKind(mediaType) === 'xml' ? pair[side].output : undefined)
    return { schema: named, schemas: pair.connectors[side].schemas }
  }
  return !isSameXml(of('base', asked), of('revision', now))
}

/** That of the connector, which most operations have, is compared with the connector. */
function ownSecurityDiffers(pair: OperationPair): boolean {
  if (pair.base.security === undefined && pair.revision.security === undefined) return false
  const of = (side: 'base' | 'revision'): string => canonicalJson(normalSecurity(securityOf(pair, side)))
  return of('base') !== of('revision')
}

/** Those of the connector, which most operations have, are compared with the connector. */
function ownServersDiffer(pair: OperationPair): boolean {
  if (pair.base.servers === undefined && pair.revision.servers === undefined) return false
  const of = (side: 'base' | 'revision'): unknown =>
    serversOfPair(pair, side).map((server) => ({ ...server, url: normalUrl(server) }))
  return canonicalJson(of('base')) !== canonicalJson(of('revision'))
}

const httpParts = [
  'answer',
  'attempts',
  'body',
  'consumes',
  'method',
  'parameters',
  'path',
  'policies',
  'responses',
  'result',
  'succeeds',
  'timeout',
]
const pollParts = ['cursor', 'dedupe', 'every', 'http', 'items', 'pages']
const webhookParts = ['challenge', 'dedupe', 'items', 'renew', 'subscribe', 'unsubscribe', 'verify', 'where']
const codeParts = ['export', 'module', 'poll', 'timeout']
const codePollParts = ['every', 'start', 'window']
const comparedApart = ['code', 'http', 'poll', 'webhook', ...commonParts]

/** Parts that a later model may add, here and in requests, polls and code. */
function otherParts(operation: Operation): unknown {
  return [
    leftOf(operation, comparedApart),
    leftOf(httpOf(operation) ?? {}, httpParts),
    leftOf(operation.poll ?? {}, pollParts),
    leftOf(operation.webhook ?? {}, webhookParts),
    leftOf(operation.code ?? {}, codeParts),
    leftOf(operation.code?.poll ?? {}, codePollParts),
  ]
}

function leftOf(value: object, known: readonly string[]): unknown {
  return Object.fromEntries(Object.entries(value).filter(([part]) => !known.includes(part)))
}
