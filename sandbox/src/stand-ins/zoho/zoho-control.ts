import {
  type AfterOptions,
  ControlError,
  type ControlTable,
  type Numbered,
  type ReceivedRequest,
} from '../serving/index.ts'
import type { Accounts } from './accounts.ts'
import type { Adjustment } from './adjustment.ts'
import type { Item, NewItem } from './item.ts'
import type { Organisation } from './organisation.ts'
import type { ZohoAnnouncement, ZohoEndpoint, ZohoFault, ZohoService } from './zoho-service.ts'

/** Which organisation; the first account's unless told. */
export interface OfOrganisation {
  readonly organizationId?: string
}

export interface PlanFault {
  /** @default 1 */
  readonly times?: number
  /** @default 'adjust' */
  readonly endpoint?: ZohoEndpoint
}

/** How a test or a scenario steers Zoho. A fault waits for the next requests that Zoho would have acted upon. */
export interface ZohoControl {
  addItem(item: NewItem & OfOrganisation): Promise<Item>
  items(options?: OfOrganisation): Promise<Item[]>
  /** What is on hand of the item with this SKU. */
  stock(options: { sku: string } & OfOrganisation): Promise<number>
  /** Newest first, with their lines. */
  adjustments(options?: OfOrganisation): Promise<Adjustment[]>
  /** Acts, announces and never answers. */
  actWithoutAnswering(options?: PlanFault): Promise<void>
  /** Breaks the connection; does nothing else. */
  refuse(options?: PlanFault): Promise<void>
  /** Answers 503, with or without having acted. */
  beUnavailable(options: PlanFault & { acts: boolean }): Promise<void>
  /** Forgets the faults that are still planned. */
  clearFaults(): Promise<void>
  revokeAccessTokens(): Promise<void>
  revokeRefreshToken(options: { refreshToken: string }): Promise<void>
  /** Every request as it was received, signed as it was. */
  requests(options?: AfterOptions): Promise<Numbered<ReceivedRequest>[]>
  announcements(options?: AfterOptions): Promise<Numbered<ZohoAnnouncement>[]>
}

export const zohoCalls: ControlTable<ZohoControl> = {
  addItem: true,
  items: true,
  stock: true,
  adjustments: true,
  actWithoutAnswering: true,
  refuse: true,
  beUnavailable: true,
  clearFaults: true,
  revokeAccessTokens: true,
  revokeRefreshToken: true,
  requests: true,
  announcements: true,
}

export interface ZohoParts {
  readonly service: ZohoService
  readonly accounts: Accounts
  /** By organisation id; the first is the one that calls mean unless told. */
  readonly organisations: ReadonlyMap<string, Organisation>
  readonly now: () => number
}

export function createZohoControl({ service, accounts, organisations, now }: ZohoParts): ZohoControl {
  const find = ({ organizationId = organisations.keys().next().value ?? '' }: OfOrganisation = {}): Organisation => {
    const organisation = organisations.get(organizationId)
    if (organisation === undefined) throw new ControlError(`There is no organisation "${organizationId}"`)
    return organisation
  }
  const plan = (fault: ZohoFault, { times, endpoint = 'adjust' }: PlanFault = {}): void =>
    service.faults.plan(endpoint, fault, times)
  return {
    addItem: async (item) => find(item).addItem(item, now()),
    items: async (options) => find(options).items,
    stock: async ({ sku, ...options }) => stockOf(find(options), sku),
    adjustments: async (options) => find(options).adjustments,
    actWithoutAnswering: async (options) => plan({ kind: 'silence', acts: true }, options),
    refuse: async (options) => plan({ kind: 'reset', acts: false }, options),
    beUnavailable: async ({ acts, ...options }) => plan({ kind: 'unavailable', acts }, options),
    clearFaults: async () => service.faults.clear(),
    revokeAccessTokens: async () => accounts.revokeAccessTokens(),
    revokeRefreshToken: async ({ refreshToken }) => {
      if (!accounts.revokeRefreshToken(refreshToken)) throw new ControlError('There is no such refresh token')
    },
    requests: (options) => service.requests.after(options),
    announcements: (options) => service.announcements.after(options),
  }
}

function stockOf({ items }: Organisation, sku: string): number {
  const item = items.find((own) => own.sku === sku)
  if (item === undefined) throw new ControlError(`There is no item with the SKU "${sku}"`)
  return item.stock_on_hand
}
