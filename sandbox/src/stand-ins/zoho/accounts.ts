import { randomBytes } from 'node:crypto'
import { type Answer, json } from '../serving/index.ts'
import { type DataCentre, dataCentres } from './data-centres.ts'
import { SlidingLimit } from './sliding-limit.ts'
import type { ZohoAccount } from './zoho-account.ts'

const tenMinutes = 600_000

export interface AccountsOptions {
  readonly accounts: readonly ZohoAccount[]
  readonly accessTokenSeconds: number
  /** 0 for no limit. */
  readonly accessTokensPerTenMinutes: number
  readonly now: () => number
}

/**
 * Zoho Accounts: `POST /oauth/v2/token` with `grant_type=refresh_token`.
 *
 * As https://www.zoho.com/accounts/protocol/oauth/web-apps/access-token-expiry.html has it, the client's id and secret
 * are parameters, in the query or in a form, never a Basic header; the answer has no new refresh token; and a refresh
 * token makes at most ten access tokens in ten minutes. Zoho reports its own errors with status 200.
 */
export class Accounts {
  readonly #options: AccountsOptions
  readonly #revoked = new Set<ZohoAccount>()
  readonly #accessTokens = new Map<string, { readonly account: ZohoAccount; readonly expires: number }>()
  readonly #limits = new Map<string, SlidingLimit>()

  constructor(options: AccountsOptions) {
    this.#options = options
  }

  token(dataCentre: DataCentre, parameters: Record<string, string>): Answer {
    const { grant_type, client_id, client_secret, refresh_token } = parameters
    if (grant_type !== 'refresh_token') return oauthError('unsupported_grant_type')
    const accounts = this.#options.accounts.filter((own) => own.dataCentre === dataCentre)
    const client = accounts.filter((own) => own.clientId === client_id)
    if (client.length === 0) return oauthError('invalid_client')
    if (!client.some((own) => own.clientSecret === client_secret)) return oauthError('invalid_client_secret')
    const account = client.find((own) => own.refreshToken === refresh_token)
    if (account === undefined || this.#revoked.has(account)) return oauthError('invalid_code')
    return this.#admits(account) ? this.#issue(account) : tooManyRequests
  }

  /** Whose an access token is; a token of one data centre is not known in another. */
  accountOf(dataCentre: DataCentre, accessToken: string): ZohoAccount | undefined {
    const token = this.#accessTokens.get(accessToken)
    const isValid = token?.account.dataCentre === dataCentre && token.expires > this.#options.now()
    return isValid ? token.account : undefined
  }

  revokeAccessTokens(): void {
    this.#accessTokens.clear()
  }

  /** Also forgets the access tokens that came from it. */
  revokeRefreshToken(refreshToken: string): boolean {
    const revoked = this.#options.accounts.filter((account) => account.refreshToken === refreshToken)
    for (const account of revoked) this.#revoked.add(account)
    for (const [token, { account }] of this.#accessTokens) {
      if (revoked.includes(account)) this.#accessTokens.delete(token)
    }
    return revoked.length > 0
  }

  #admits({ refreshToken }: ZohoAccount): boolean {
    const { accessTokensPerTenMinutes, now } = this.#options
    const limit = this.#limits.get(refreshToken) ?? new SlidingLimit(accessTokensPerTenMinutes, tenMinutes)
    this.#limits.set(refreshToken, limit)
    return limit.admits(now())
  }

  #issue(account: ZohoAccount): Answer {
    const { accessTokenSeconds, now } = this.#options
    const token = `1000.${randomBytes(16).toString('hex')}.${randomBytes(16).toString('hex')}`
    this.#accessTokens.set(token, { account, expires: now() + accessTokenSeconds * 1000 })
    return json(200, {
      access_token: token,
      api_domain: `https://${dataCentres[account.dataCentre].api}`,
      token_type: 'Bearer',
      expires_in: accessTokenSeconds,
    })
  }
}

const tooManyRequests = json(400, {
  error_description: 'You have made too many requests continuously. Please try again after some time.',
  error: 'Access Denied',
  status: 'failure',
})

function oauthError(error: string): Answer {
  return json(200, { error })
}
