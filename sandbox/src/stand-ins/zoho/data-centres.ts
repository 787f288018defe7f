/** Zoho's data centres, by the ending of their API domain. */
export type DataCentre = 'com' | 'eu' | 'in' | 'au' | 'jp' | 'ca' | 'cn' | 'sa'

interface Hosts {
  readonly accounts: string
  readonly api: string
}

/**
 * https://www.zoho.com/inventory/api/v1/introduction/#multidc; Canada's accounts are on another domain than its API.
 */
export const dataCentres: Record<DataCentre, Hosts> = {
  com: { accounts: 'accounts.zoho.com', api: 'www.zohoapis.com' },
  eu: { accounts: 'accounts.zoho.eu', api: 'www.zohoapis.eu' },
  in: { accounts: 'accounts.zoho.in', api: 'www.zohoapis.in' },
  au: { accounts: 'accounts.zoho.com.au', api: 'www.zohoapis.com.au' },
  jp: { accounts: 'accounts.zoho.jp', api: 'www.zohoapis.jp' },
  ca: { accounts: 'accounts.zohocloud.ca', api: 'www.zohoapis.ca' },
  cn: { accounts: 'accounts.zoho.com.cn', api: 'www.zohoapis.com.cn' },
  sa: { accounts: 'accounts.zoho.sa', api: 'www.zohoapis.sa' },
}

export interface Site {
  readonly dataCentre: DataCentre
  readonly kind: keyof Hosts
}

const sites = new Map(
  Object.entries(dataCentres).flatMap(([dataCentre, hosts]) => [
    [hosts.accounts, { dataCentre, kind: 'accounts' } as Site] as const,
    [hosts.api, { dataCentre, kind: 'api' } as Site] as const,
  ]),
)

/** Which of Zoho's sites a `Host` header asks for. */
export function siteOf(host = ''): Site | undefined {
  return sites.get(host.toLowerCase().replace(/:\d+$/, ''))
}
