import { type Answer, json, type ReceivedRequest } from '../serving/index.ts'
import type { Accounts } from './accounts.ts'
import type { Adjustment } from './adjustment.ts'
import type { DataCentre } from './data-centres.ts'
import { findItems } from './find-items.ts'
import type { Organisation } from './organisation.ts'
import { pageOf } from './paging.ts'
import { readAdjustment } from './read-adjustment.ts'
import { refuse } from './refusal.ts'
import { SlidingLimit } from './sliding-limit.ts'
import type { ZohoAccount } from './zoho-account.ts'

const minute = 60_000

export type InventoryEndpoint = 'listItems' | 'getItem' | 'listAdjustments' | 'adjust'

export interface InventoryApiOptions {
  readonly accounts: Accounts
  readonly organisations: ReadonlyMap<string, Organisation>
  readonly maxPerPage: number
  /** 0 for no limit. */
  readonly requestsPerMinute: number
  readonly now: () => number
}

/** A request that may be acted upon: it is signed, its organisation is the signer's, and its endpoint exists. */
export interface Admitted {
  readonly endpoint: InventoryEndpoint
  readonly organisation: Organisation
}

type Methods = Record<string, { readonly endpoint: InventoryEndpoint; readonly scope: string }>

const routes: Record<string, Methods> = {
  '/inventory/v1/items': { GET: { endpoint: 'listItems', scope: 'ZohoInventory.items.READ' } },
  '/inventory/v1/inventoryadjustments': {
    GET: { endpoint: 'listAdjustments', scope: 'ZohoInventory.inventoryadjustments.READ' },
    POST: { endpoint: 'adjust', scope: 'ZohoInventory.inventoryadjustments.CREATE' },
  },
}

/** https://www.zoho.com/inventory/api/v1/items/#retrieve-an-item */
const oneItem: Methods = { GET: { endpoint: 'getItem', scope: 'ZohoInventory.items.READ' } }
const itemPath = /^\/inventory\/v1\/items\/([^/]+)$/

/** Zoho Inventory's API, version 1: items and inventory adjustments. */
export class InventoryApi {
  readonly #options: InventoryApiOptions
  readonly #limits = new Map<Organisation, SlidingLimit>()

  constructor(options: InventoryApiOptions) {
    this.#options = options
  }

  /** @throws Refusal */
  async admit(dataCentre: DataCentre, request: ReceivedRequest): Promise<Admitted> {
    const account = await this.#authenticate(dataCentre, request)
    const methods = itemPath.test(request.path) ? oneItem : routes[request.path]
    if (methods === undefined) throw refuse.url()
    const route = methods[request.method]
    if (route === undefined) throw refuse.method()
    const organisation = this.#organisation(account, request.query.organization_id)
    if (!account.scopes.includes(route.scope)) throw refuse.authorization()
    this.#limit(organisation)
    return { endpoint: route.endpoint, organisation }
  }

  /** @throws Refusal */
  act({ endpoint, organisation }: Admitted, request: ReceivedRequest): Answer {
    return this.#endpoints[endpoint](organisation, request)
  }

  readonly #endpoints: Record<InventoryEndpoint, (organisation: Organisation, request: ReceivedRequest) => Answer> = {
    listItems: ({ items }, { query }) => {
      const { entries, page_context } = pageOf(findItems(items, query), query, this.#options.maxPerPage)
      return succeed(200, 'success', { items: entries, page_context })
    },
    getItem: ({ items }, { path }) => {
      const [, id] = itemPath.exec(path) ?? []
      const item = items.find(({ item_id }) => item_id === id)
      if (item === undefined) throw refuse.unknownItem()
      return succeed(200, 'success', { item })
    },
    listAdjustments: ({ adjustments }, { query }) => {
      const { entries, page_context } = pageOf(adjustments, query, this.#options.maxPerPage)
      return succeed(200, 'success', { inventory_adjustments: entries.map(withoutLines), page_context })
    },
    adjust: (organisation, { body }) =>
      succeed(201, 'Inventory Adjustment has been added', {
        inventory_adjustment: organisation.adjust(readAdjustment(body)),
      }),
  }

  async #authenticate(dataCentre: DataCentre, { headers }: ReceivedRequest): Promise<ZohoAccount> {
    const [, token] = /^Zoho-oauthtoken (\S+)$/.exec(headers.authorization ?? '') ?? []
    if (token === undefined) throw refuse.authentication()
    const account = await this.#options.accounts.accountOf(dataCentre, token)
    if (account === undefined) throw refuse.authorization()
    return account
  }

  #organisation({ organizationId, organizationName }: ZohoAccount, asked: string | undefined): Organisation {
    if (asked === undefined) {
      throw refuse.organizationMissing([
        { organization_id: organizationId, name: organizationName, is_default_org: true },
      ])
    }
    if (!/^\d+$/.test(asked)) throw refuse.value('organization_id')
    const organisation = this.#options.organisations.get(asked)
    if (asked !== organizationId || organisation === undefined) throw refuse.organizationOfOthers(asked)
    return organisation
  }

  /** https://www.zoho.com/inventory/api/v1/introduction/#api-call-limit: per organisation and minute. */
  #limit(organisation: Organisation): void {
    const { requestsPerMinute, now } = this.#options
    const limit = this.#limits.get(organisation) ?? new SlidingLimit(requestsPerMinute, minute)
    this.#limits.set(organisation, limit)
    if (!limit.admits(now())) throw refuse.rate()
  }
}

function succeed(status: number, message: string, result: Record<string, unknown>): Answer {
  return json(status, { code: 0, message, ...result })
}

function withoutLines({ line_items, ...adjustment }: Adjustment): Omit<Adjustment, 'line_items'> {
  return adjustment
}
