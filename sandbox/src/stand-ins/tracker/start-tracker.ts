import { composeStandIn, type Ports, type RunningStandIn } from '../serving/index.ts'
import { createTrackerControl, type TrackerControl } from './tracker-control.ts'
import { TrackerService } from './tracker-service.ts'

export interface TrackerSettings extends Ports {
  /** What `X-Api-Key` must say. @default 'tracker-key' */
  readonly key?: string
  /** Orders on a page. @default 2 */
  readonly pageSize?: number
}

export interface TrackerOptions extends TrackerSettings {
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number
}

/**
 * Starts the factory's production tracker on loopback.
 *
 * `GET /api/orders?status=&since=` lists orders by completion, those not completed last; `since` is inclusive. A page
 * is `{ orders, next }`, where `next` is a URI reference relative to the page's own address (RFC 3986), or `null` on
 * the last. `GET /api/orders/{id}` answers one.
 *
 * `POST /api/webhooks` with `{ url, secret, events: ['order.completed'] }` subscribes, `DELETE /api/webhooks/{id}` ends
 * it. Each completion is sent there as `{ event, order }`, signed in `X-Tracker-Signature` over time and body, and
 * again until it is answered 2xx or 410.
 */
export function startTracker(options: TrackerOptions = {}): Promise<RunningStandIn<TrackerControl>> {
  const { key = 'tracker-key', pageSize = 2, now = Date.now } = options
  const service = new TrackerService({ key, pageSize, now })
  return composeStandIn({
    ...options,
    now,
    handle: (request) => service.handle(request),
    control: createTrackerControl(service, now),
    logs: [service.requests, service.announcements, service.deliveries, { close: () => service.webhooks.close() }],
  })
}
