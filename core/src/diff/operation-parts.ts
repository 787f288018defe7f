import { canonicalJson, type HttpCall, type Operation, type Poll } from '../model/index.ts'
import { commonParts, httpOf, mechanismsOf, type OperationPair, pagesOf, pathShape } from './operation-pair.ts'
import { requestDifferences } from './request.ts'

/** What of an operation can differ, besides input, output and what only tells people. */
export type OperationPart =
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
  | 'other parts of the operation'
  | 'pages'
  | 'path'
  | 'request'
  | 'result'
  | 'succeeds'
  | 'timeout'
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

export const operationPartDiffers: Readonly<Record<OperationPart, Differs>> = {
  attempts: ofHttp((http) => http.attempts),
  code: differsWhereBoth(
    (operation) => operation.code,
    (code) => code,
  ),
  confirm: differsIn((operation) => operation.confirm),
  cursor: ofPoll((poll) => poll.cursor),
  dedupe: ofPoll((poll) => poll.dedupe),
  deprecated: differsIn((operation) => operation.deprecated ?? false),
  effect: differsIn((operation) => operation.effect),
  interval: ofPoll((poll) => poll.every),
  items: ofPoll((poll) => poll.items),
  kind: differsIn((operation) => operation.kind),
  mechanism: differsIn(mechanismsOf),
  method: ofHttp((http) => http.method),
  'operation security': differsIn((operation) => operation.security),
  'other parts of the operation': differsIn(otherParts),
  pages: differsIn(pagesOf),
  path: ofHttp((http) => pathShape(http.path)),
  request: (pair) => requestDifferences(pair).length > 0,
  result: ofHttp((http) => http.result),
  succeeds: ofHttp((http) => http.succeeds),
  timeout: ofHttp((http) => http.timeout),
  visibility: differsIn((operation) => operation.visibility),
}

const httpParts = ['attempts', 'body', 'method', 'parameters', 'path', 'result', 'succeeds', 'timeout']
const pollParts = ['cursor', 'dedupe', 'every', 'http', 'items', 'pages']
const comparedApart = ['code', 'http', 'poll', ...commonParts]

/** Parts that a later model may add, here and in requests and polls. */
function otherParts(operation: Operation): unknown {
  return [
    leftOf(operation, comparedApart),
    leftOf(httpOf(operation) ?? {}, httpParts),
    leftOf(operation.poll ?? {}, pollParts),
  ]
}

function leftOf(value: object, known: readonly string[]): unknown {
  return Object.fromEntries(Object.entries(value).filter(([part]) => !known.includes(part)))
}
