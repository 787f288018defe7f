import { dict, type Json, type Operation, segmentsOf } from '@jackfield/core'
import type { Feature } from '../features.ts'
import { child, membersOf, warnOfLost } from '../refs/index.ts'
import { listOperations } from './list-operations.ts'
import { operationIdIn, warnOfRepeatedId } from './operation-ids.ts'
import type { OperationDraft } from './read-operation.ts'
import { readTrigger, type TriggerParts } from './read-trigger.ts'
import { readUnsubscribe } from './read-unsubscribe.ts'
import type { Reading } from './reading.ts'
import { subscribing } from './subscribing.ts'
import type { UrlPlace } from './url-place.ts'

/**
 * Callbacks of an operation as webhook triggers: where the URL is one that the request says (a runtime expression), the
 * operation subscribes, with our URL put there, and where the document says how, what it subscribed is ended.
 */
export function readCallbacks(
  draft: OperationDraft,
  { ids, drafts }: { readonly ids: Set<string>; readonly drafts: readonly OperationDraft[] },
  reading: Reading,
): readonly Operation[] {
  return membersOf(child(draft.place.operation, 'callbacks')).flatMap(([name, written]) => {
    const found = reading.references.follow(written)
    if (found.kind === 'lost') {
      warnOfLost(reading, `The callback ${name}`, { lost: found, place: written.place })
      return []
    }
    return listOperations(found, reading).map((place, index) => {
      const generated = freeId(`${draft.operation.id}.${name}${index === 0 ? '' : `-${index + 1}`}`, ids)
      const own = operationIdIn(place.operation)
      const id = own === undefined || ids.has(own) ? generated : own
      ids.add(id)
      warnOfRepeatedId(place, id, reading)
      const aliases = id === generated ? {} : { aliases: [generated] }
      const subscription = subscriptionOf(place.path, draft, reading)
      const ending = subscription.subscribe && readUnsubscribe(draft, drafts, reading)
      return readTrigger(place, { id, ...aliases, ...subscription, ending }, reading)
    })
  })
}

function freeId(wanted: string, ids: ReadonlySet<string>): string {
  let id = wanted
  for (let count = 2; ids.has(id); count++) id = `${wanted}-${count}`
  return id
}

type Subscription = Pick<TriggerParts, 'subscribe' | 'input' | 'inherited' | 'lacks'>

/** OpenAPI 3.1, Callback Object: `{$request.body#/url}`, `{$request.query.url}`, `{$request.header.url}`. */
function subscriptionOf(expression: string, draft: OperationDraft, reading: Reading): Subscription {
  const [, source, name = '', rest = ''] =
    /^\{?\$request\.(body#|query\.|header\.)([^{}]*)\}?(.*)$/.exec(expression.trim()) ?? []
  const alone: Subscription = {
    input: dict<Json>([
      ['type', 'object'],
      ['properties', dict()],
    ]),
  }
  if (source === undefined) return /^https?:/i.test(expression) ? { ...alone, lacks: 'callback.url' } : alone
  const { unavailable, security, servers } = draft.operation
  const inherited = { ...(security !== undefined && { security }), ...(servers !== undefined && { servers }) }
  const lacks =
    (unavailable?.feature as Feature | undefined) ?? (rest === '' || rest.startsWith('?') ? undefined : 'callback.url')
  const subscribed = subscribing(placeOf(source, name), draft, reading)
  return subscribed === undefined ? { ...alone, lacks: lacks ?? 'callback.url' } : { ...subscribed, inherited, lacks }
}

function placeOf(source: string, name: string): UrlPlace {
  if (source === 'body#') return { in: 'body', path: segmentsOf(name) }
  return { in: source === 'query.' ? 'query' : 'header', name }
}
