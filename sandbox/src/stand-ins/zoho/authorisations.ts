import { createHash, randomBytes } from 'node:crypto'
import { type Answer, html, redirect } from '../serving/index.ts'
import { type DataCentre, dataCentres } from './data-centres.ts'
import type { ZohoAccount } from './zoho-account.ts'

/** A code that a browser was sent back with: it may be exchanged once, for two minutes. */
export interface Authorisation {
  readonly account: ZohoAccount
  readonly redirectUri: string
  readonly challenge: string | undefined
  /** `access_type=offline`: a refresh token comes with the access token. */
  readonly offline: boolean
  readonly expires: number
}

const twoMinutes = 120_000

/**
 * The part of Zoho Accounts that a browser sees: `GET /oauth/v2/auth`, as
 * https://www.zoho.com/accounts/protocol/oauth/web-apps/authorization.html has it, with `S256` of PKCE. Zoho's own page
 * of consent is a page with two buttons here. The way back has `location` and `accounts-server` besides the code.
 */
export class Authorisations {
  readonly #accounts: readonly ZohoAccount[]
  readonly #now: () => number
  readonly #codes = new Map<string, Authorisation>()

  constructor(accounts: readonly ZohoAccount[], now: () => number) {
    this.#accounts = accounts
    this.#now = now
  }

  /** `answer`: which button was pressed; absent, the page is shown. */
  answer(dataCentre: DataCentre, query: Record<string, string>, answer: string | undefined): Answer {
    const account = this.#accounts.find((own) => own.dataCentre === dataCentre && own.clientId === query.client_id)
    const redirectUri = query.redirect_uri ?? ''
    if (account === undefined) return html(400, 'Invalid Client')
    if (!account.redirectUris?.includes(redirectUri)) return html(400, 'Invalid Redirect Uri')
    const refusal = refusalOf(account, query)
    if (refusal !== undefined) return back(redirectUri, { error: refusal, state: query.state })
    if (answer === undefined) return consentPage(account, query.scope ?? '')
    if (answer !== 'accept') return back(redirectUri, { error: 'access_denied', state: query.state })
    const code = `1000.${randomBytes(16).toString('hex')}.${randomBytes(16).toString('hex')}`
    this.#codes.set(code, {
      account,
      redirectUri,
      challenge: query.code_challenge,
      offline: query.access_type === 'offline',
      expires: this.#now() + twoMinutes,
    })
    const server = `https://${dataCentres[dataCentre].accounts}`
    return back(redirectUri, { state: query.state, code, location: dataCentre, 'accounts-server': server })
  }

  /** What a code stands for, once: also one that does not fit is used up. */
  take({ code = '', redirect_uri, code_verifier }: Record<string, string>): Authorisation | undefined {
    const authorisation = this.#codes.get(code)
    this.#codes.delete(code)
    if (authorisation === undefined || authorisation.expires <= this.#now()) return undefined
    const { challenge, redirectUri } = authorisation
    const verified = challenge === undefined || challenge === challengeOf(code_verifier ?? '')
    return verified && redirectUri === redirect_uri ? authorisation : undefined
  }
}

function refusalOf(account: ZohoAccount, query: Record<string, string>): string | undefined {
  if (query.response_type !== 'code') return 'invalid_response_type'
  const scopes = (query.scope ?? '').split(',')
  if (!scopes.every((scope) => account.scopes.includes(scope))) return 'invalid_scope'
  return query.code_challenge === undefined || query.code_challenge_method === 'S256' ? undefined : 'general_error'
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}

function back(redirectUri: string, parameters: Record<string, string | undefined>): Answer {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value)
  return redirect(url.href)
}

function consentPage({ organizationName }: ZohoAccount, scope: string): Answer {
  const buttons = ['accept', 'reject'].map((answer) => `<button name="answer" value="${answer}">${answer}</button>`)
  const asked = scope.split(',').map((each) => `<li>${each}</li>`)
  const body = `<h1>${organizationName}</h1><ul>${asked.join('')}</ul><form method="post">${buttons.join('')}</form>`
  const headers = { 'content-type': 'text/html;charset=UTF-8' }
  return { kind: 'content', status: 200, headers, body: `<html><body>${body}</body></html>` }
}
