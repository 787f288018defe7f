import { randomBytes } from 'node:crypto'
import { type Answer, json } from '../serving/index.ts'
import { askIntrospection, type Introspection } from './ask-introspection.ts'
import { Authorisations } from './authorisations.ts'
import { type DataCentre, dataCentres } from './data-centres.ts'
import { SlidingLimit } from './sliding-limit.ts'
import type { ZohoAccount } from './zoho-account.ts'

const tenMinutes = 600_000

export interface AccountsOptions {
  readonly accounts: readonly ZohoAccount[]
  readonly accessTokenSeconds: number
  /** 0 for no limit. */
  readonly accessTokensPerTenMinutes: number
  /** Who else gives out access tokens. */
  readonly introspection?: Introspection | undefined
  readonly now: () => number
}

/**
 * Zoho Accounts: `POST /oauth/v2/token` with `grant_type=refresh_token` or `authorization_code`.
 *
 * As https://www.zoho.com/accounts/protocol/oauth/web-apps/access-token-expiry.html has it, the client's id and secret
 * are parameters, in the query or in a form, never a Basic header; the answer to a refresh token has no new one; and a
 * refresh token makes at most ten access tokens in ten minutes. Zoho reports its own errors with status 200.
 */
export class Accounts {
  readonly #options: AccountsOptions
  readonly #authorisations: Authorisations
  readonly #refreshTokens: Map<string, ZohoAccount>
  readonly #accessTokens = new Map<string, { readonly account: ZohoAccount; readonly expires: number }>()
  readonly #limits = new Map<string, SlidingLimit>()

  constructor(options: AccountsOptions) {
    this.#options = options
    this.#authorisations = new Authorisations(options.accounts, options.now)
    this.#refreshTokens = new Map(options.accounts.map((account) => [account.refreshToken, account]))
  }

  /** What a browser is shown, or where it is sent back to. */
  authorise(dataCentre: DataCentre, query: Record<string, string>, answer: string | undefined): Answer {
    return this.#authorisations.answer(dataCentre, query, answer)
  }

  token(dataCentre: DataCentre, parameters: Record<string, string>): Answer {
    const { grant_type, client_id, client_secret, refresh_token = '' } = parameters
    if (grant_type !== 'refresh_token' && grant_type !== 'authorization_code')
      return oauthError('unsupported_grant_type')
    const client = this.#options.accounts.filter((own) => own.dataCentre === dataCentre && own.clientId === client_id)
    if (client.length === 0) return oauthError('invalid_client')
    if (!client.some((own) => own.clientSecret === client_secret)) return oauthError('invalid_client_secret')
    if (grant_type === 'authorization_code') return this.#exchange(client, parameters)
    const account = this.#refreshTokens.get(refresh_token)
    if (account === undefined || !client.includes(account)) return oauthError('invalid_code')
    return this.#admits(refresh_token) ? this.#issue(account) : tooManyRequests
  }

  /** Whose an access token is; a token of one data centre is not known in another. */
  async accountOf(dataCentre: DataCentre, accessToken: string): Promise<ZohoAccount | undefined> {
    const token = this.#accessTokens.get(accessToken)
    if (token === undefined) return this.#askElsewhere(dataCentre, accessToken)
    const isValid = token.account.dataCentre === dataCentre && token.expires > this.#options.now()
    return isValid ? token.account : undefined
  }

  revokeAccessTokens(): void {
    this.#accessTokens.clear()
  }

  /** Also forgets the access tokens that came from it. */
  revokeRefreshToken(refreshToken: string): boolean {
    const account = this.#refreshTokens.get(refreshToken)
    this.#refreshTokens.delete(refreshToken)
    for (const [token, { account: own }] of this.#accessTokens) if (own === account) this.#accessTokens.delete(token)
    return account !== undefined
  }

  async #askElsewhere(dataCentre: DataCentre, accessToken: string): Promise<ZohoAccount | undefined> {
    const { accounts, introspection } = this.#options
    const found = introspection && (await askIntrospection(introspection, accessToken))
    const account = accounts.find((own) => own.dataCentre === dataCentre && own.clientId === found?.clientId)
    return found && account && { ...account, scopes: found.scopes }
  }

  #exchange(client: readonly ZohoAccount[], parameters: Record<string, string>): Answer {
    const authorisation = this.#authorisations.take(parameters)
    if (authorisation === undefined || !client.includes(authorisation.account)) return oauthError('invalid_code')
    const { account, offline } = authorisation
    if (!offline) return this.#issue(account)
    const refreshToken = `1000.${randomBytes(16).toString('hex')}.${randomBytes(16).toString('hex')}`
    this.#refreshTokens.set(refreshToken, account)
    return this.#issue(account, { refresh_token: refreshToken })
  }

  #admits(refreshToken: string): boolean {
    const { accessTokensPerTenMinutes, now } = this.#options
    const limit = this.#limits.get(refreshToken) ?? new SlidingLimit(accessTokensPerTenMinutes, tenMinutes)
    this.#limits.set(refreshToken, limit)
    return limit.admits(now())
  }

  #issue(account: ZohoAccount, more: { readonly refresh_token?: string } = {}): Answer {
    const { accessTokenSeconds, now } = this.#options
    const token = `1000.${randomBytes(16).toString('hex')}.${randomBytes(16).toString('hex')}`
    this.#accessTokens.set(token, { account, expires: now() + accessTokenSeconds * 1000 })
    return json(200, {
      access_token: token,
      ...more,
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
