import {
  puneAccount,
  startZoho,
  type ZohoAccount,
  type ZohoControl,
  type ZohoOptions,
} from '../../src/stand-ins/index.ts'
import { type Answered, type Sending, send } from './send.ts'

export interface ZohoClient extends AsyncDisposable {
  readonly control: ZohoControl
  readonly port: number
  refresh(change?: Record<string, string>, sending?: Partial<Sending>): Promise<Answered>
  accessToken(account?: ZohoAccount, host?: string): Promise<string>
  /** `/inventory/v1` and the organisation are added. */
  api(path: string, sending?: Partial<Sending> & { token?: string }): Promise<Answered>
}

/** A Zoho and someone who talks to it as its documentation says. */
export async function startZohoClient(options: ZohoOptions = {}): Promise<ZohoClient> {
  const zoho = await startZoho(options)
  const token = (account: ZohoAccount, change: Record<string, string>, sending: Partial<Sending>): Promise<Answered> =>
    send(zoho.port, {
      method: 'POST',
      path: '/oauth/v2/token',
      host: 'accounts.zoho.in',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: account.clientId,
        client_secret: account.clientSecret,
        refresh_token: account.refreshToken,
        ...change,
      }).toString(),
      ...sending,
    })
  const accessToken = async (account = puneAccount, host = 'accounts.zoho.in'): Promise<string> =>
    (await token(account, {}, { host })).json.access_token
  let signedWith: string | undefined
  return {
    control: zoho.control,
    port: zoho.port,
    refresh: (change = {}, sending = {}) => token(puneAccount, change, sending),
    accessToken,
    api: async (path, { token: given, ...sending } = {}) => {
      signedWith ??= given ?? (await accessToken())
      const separator = path.includes('?') ? '&' : '?'
      return send(zoho.port, {
        path: `/inventory/v1${path}${separator}organization_id=${puneAccount.organizationId}`,
        host: 'www.zohoapis.in',
        ...sending,
        headers: { authorization: `Zoho-oauthtoken ${given ?? signedWith}`, ...sending.headers },
      })
    },
    [Symbol.asyncDispose]: () => zoho.close(),
  }
}

/** The body of an adjustment by quantity. */
export function adjustment(itemId: string, change: Record<string, unknown> = {}): string {
  return JSON.stringify({
    date: '2026-03-01',
    reason: 'Production completed',
    adjustment_type: 'quantity',
    reference_number: 'PO-1',
    line_items: [{ item_id: itemId, quantity_adjusted: 4 }],
    ...change,
  })
}
