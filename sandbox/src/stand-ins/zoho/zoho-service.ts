import {
  type Answer,
  FaultQueue,
  html,
  json,
  NumberedLog,
  type ReceivedRequest,
  reset,
  silence,
} from '../serving/index.ts'
import type { Accounts } from './accounts.ts'
import { type DataCentre, type Site, siteOf } from './data-centres.ts'
import type { InventoryApi, InventoryEndpoint } from './inventory-api.ts'
import { Refusal } from './refusal.ts'

export type ZohoEndpoint = InventoryEndpoint | 'token'

/** What Zoho does with a request that it does not answer as usual. */
export interface ZohoFault {
  /** `silence`: no answer ever; `reset`: the connection is broken; `unavailable`: 503 with a page of HTML. */
  readonly kind: 'silence' | 'reset' | 'unavailable'
  /** Whether the request is acted upon first. */
  readonly acts: boolean
}

/** A fault as it happened, told once what was to be done is done. */
export interface ZohoAnnouncement extends ZohoFault {
  readonly endpoint: ZohoEndpoint
  /** The answer that was withheld; `null` where nothing was done. */
  readonly withheld: { readonly status: number; readonly body: unknown } | null
}

/** Zoho's sites on one port: which is asked for, the `Host` header says. */
export class ZohoService {
  readonly faults = new FaultQueue<ZohoEndpoint, ZohoFault>(['token', 'listItems', 'listAdjustments', 'adjust'])
  readonly requests = new NumberedLog<ReceivedRequest>()
  readonly announcements = new NumberedLog<ZohoAnnouncement>()
  readonly #accounts: Accounts
  readonly #inventory: InventoryApi

  constructor(accounts: Accounts, inventory: InventoryApi) {
    this.#accounts = accounts
    this.#inventory = inventory
  }

  handle(request: ReceivedRequest): Answer | Promise<Answer> {
    this.requests.add(request)
    const site = siteOf(request.headers.host)
    if (site === undefined) return json(421, { error: 'No site of Zoho has this host name' })
    return site.kind === 'accounts' ? this.#handleAccounts(site, request) : this.#handleInventory(site, request)
  }

  #handleAccounts({ dataCentre }: Site, request: ReceivedRequest): Answer {
    if (request.path === '/oauth/v2/auth') return this.#handleBrowser(dataCentre, request)
    if (request.path !== '/oauth/v2/token') return html(404, 'Not Found')
    if (request.method !== 'POST') return html(405, 'Method Not Allowed')
    return this.#withFault('token', () => this.#accounts.token(dataCentre, { ...request.query, ...formOf(request) }))
  }

  #handleBrowser(dataCentre: DataCentre, request: ReceivedRequest): Answer {
    if (request.method !== 'GET' && request.method !== 'POST') return html(405, 'Method Not Allowed')
    const answer = request.method === 'POST' ? (formOf(request).answer ?? '') : undefined
    return this.#accounts.authorise(dataCentre, request.query, answer)
  }

  #handleInventory({ dataCentre }: Site, request: ReceivedRequest): Promise<Answer> {
    return answering(async () => {
      const admitted = await this.#inventory.admit(dataCentre, request)
      return this.#withFault(admitted.endpoint, () => orRefusal(() => this.#inventory.act(admitted, request)))
    })
  }

  #withFault(endpoint: ZohoEndpoint, act: () => Answer): Answer {
    const fault = this.faults.take(endpoint)
    if (fault === undefined) return act()
    const answer = fault.acts ? act() : undefined
    const withheld =
      answer?.kind === 'content' ? { status: answer.status, body: JSON.parse(answer.body) as unknown } : null
    this.announcements.add({ ...fault, endpoint, withheld })
    return faultAnswers[fault.kind]
  }
}

const faultAnswers: Record<ZohoFault['kind'], Answer> = {
  silence,
  reset,
  unavailable: html(503, 'Service Unavailable'),
}

async function answering(act: () => Promise<Answer>): Promise<Answer> {
  try {
    return await act()
  } catch (error) {
    return answerOf(error)
  }
}

function orRefusal(act: () => Answer): Answer {
  try {
    return act()
  } catch (error) {
    return answerOf(error)
  }
}

function answerOf(error: unknown): Answer {
  if (error instanceof Refusal) return error.answer
  throw error
}

function formOf(request: ReceivedRequest): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(isForm(request) ? request.body : ''))
}

function isForm({ headers }: ReceivedRequest): boolean {
  return (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
}
