import { composeStandIn, type Ports, type RunningStandIn } from '../serving/index.ts'
import { Accounts } from './accounts.ts'
import type { Introspection } from './ask-introspection.ts'
import { InventoryApi } from './inventory-api.ts'
import { Organisation } from './organisation.ts'
import { puneAccount, type ZohoAccount } from './zoho-account.ts'
import { createZohoControl, type ZohoControl } from './zoho-control.ts'
import { ZohoService } from './zoho-service.ts'

export interface ZohoSettings extends Ports {
  /** @default [puneAccount] */
  readonly accounts?: readonly ZohoAccount[]
  /** How long an access token is valid. @default 3600 */
  readonly accessTokenSeconds?: number
  /** What one refresh token may make; 0 for no limit. @default 10 */
  readonly accessTokensPerTenMinutes?: number
  /** What one organisation may send; 0 for no limit. @default 100 */
  readonly requestsPerMinute?: number
  /** Who is asked about access tokens that Zoho Accounts does not know. @default nobody */
  readonly introspection?: Introspection
  /** Longest page, whatever `per_page` asks for. @default 200 */
  readonly maxPerPage?: number
}

export interface ZohoOptions extends ZohoSettings {
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number
}

/**
 * Starts Zoho Accounts and Zoho Inventory of every data centre on one loopback port; the `Host` header says which of
 * them a request is for, such as `accounts.zoho.in` or `www.zohoapis.in`. It does what Zoho documents for version 1 of
 * the API, as far as items, inventory adjustments by quantity and refresh tokens go, defaults and limits included.
 */
export function startZoho(options: ZohoOptions = {}): Promise<RunningStandIn<ZohoControl>> {
  const { now = Date.now, maxPerPage = 200, requestsPerMinute = 100 } = options
  const own = options.accounts ?? [puneAccount]
  const { accessTokenSeconds = 3600, accessTokensPerTenMinutes = 10 } = options
  const { introspection } = options
  const accounts = new Accounts({ accounts: own, accessTokenSeconds, accessTokensPerTenMinutes, introspection, now })
  const organisations = new Map(own.map(({ organizationId }) => [organizationId, new Organisation()]))
  const inventory = new InventoryApi({ accounts, organisations, maxPerPage, requestsPerMinute, now })
  const service = new ZohoService(accounts, inventory)
  return composeStandIn({
    ...options,
    now,
    handle: (request) => service.handle(request),
    control: createZohoControl({ service, accounts, organisations, now }),
    logs: [service.requests, service.announcements],
  })
}
