import { randomBytes } from 'node:crypto'
import { argumentInvalid, connectionInvalid, connectionUnknown } from '../../errors/index.ts'
import type { Connection, Connector } from '../../model/index.ts'
import { checkConnection } from '../check-connection.ts'
import { type DiscoverRoom, discover } from '../derive/discover.ts'
import { chooseScheme } from '../grants.ts'
import { resolveUrl } from '../resolve-url.ts'
import type { Attempts } from './attempts.ts'
import type { Authorisation, AuthorisationInput } from './authorisation.ts'
import { assertScopes } from './check-authorisation.ts'
import { attemptId, sessionDigest, shownDigest } from './digests.ts'

/** Milliseconds. */
const lifetime = 600_000

export interface BeginRoom extends DiscoverRoom {
  readonly attempts: Attempts
  readonly clock: { now(): number }
  readonly redirectUri: string | undefined
}

export interface Begun {
  readonly input: AuthorisationInput
  readonly connector: Connector
  /** The connection that is authorised again. */
  readonly before: Connection | undefined
}

/** Keeps what the way back needs, and says where the browser goes. */
export async function beginAuthorisation(room: BeginRoom, { input, connector, before }: Begun): Promise<Authorisation> {
  const redirectUri = room.redirectUri ?? withoutPublicUrl()
  if (before !== undefined) assertOwn(before, input)
  const { credentials, settings = before?.settings, scheme = before?.scheme ?? undefined } = input
  const filled = { credentials, settings, scheme, inBrowser: true }
  const checked = await checkConnection(connector, filled, room.authSchemes)
  const chosen = chooseScheme(connector, checked.scheme ?? '', room.authSchemes)
  const browser = chosen?.auth.browser
  const endpoints = chosen && browser?.endpoints(chosen.scheme)
  if (chosen === undefined || browser === undefined || endpoints === undefined)
    throw connectionInvalid(`"${connector.id}" has no security scheme that is authorised in a browser.`)
  const declared = browser.scopes(chosen.scheme)
  const { scopes = declared } = input
  assertScopes(scopes, declared)
  const discovered = await discover(room, checked)
  const [authorizationUrl, tokenUrl] = [endpoints.authorisation, endpoints.token].map(({ url, variables }) =>
    resolveUrl(url, variables, { settings: checked.settings, derived: discovered }),
  ) as [string, string]
  const state = randomBytes(32).toString('base64url')
  const { settings: given } = checked
  const beginning = {
    scheme: chosen.scheme,
    credentials,
    authorizationUrl,
    redirectUri,
    state,
    scopes,
    settings: given,
  }
  const { url, kept } = await browser.begin(beginning)
  const now = room.clock.now()
  const attempt = {
    id: attemptId(state),
    organisation: input.organisation,
    expires: now + lifetime,
    connector: connector.id,
    scheme: chosen.name,
    settings: checked.settings,
    credentials: checked.credentials,
    connection: before?.id ?? null,
    session: sessionDigest(input.session, state),
    state,
    authorizationUrl,
    tokenUrl,
    redirectUri,
    kept,
    shown: shownDigest(connector),
    returnTo: input.returnTo ?? null,
  }
  await room.attempts.open(attempt, now)
  return { url, attempt: attempt.id, expiresAt: new Date(attempt.expires).toISOString() }
}

function withoutPublicUrl(): never {
  throw argumentInvalid('connections.authorise: the kernel does not know where a browser can reach it.', {
    hint: "Say it: createKernel({ publicUrl: 'https://app.example.com/jackfield' }), and hand its requests to kernel.handle.",
  })
}

function assertOwn(before: Connection, { organisation, connector }: AuthorisationInput): void {
  if (before.organisation !== organisation)
    throw connectionUnknown(`There is no connection "${before.id}" in organisation "${organisation}".`, {
      hint: 'List its connections with connections.list({ organisation }).',
    })
  if (before.connector !== connector)
    throw connectionInvalid(`Connection "${before.id}" is one to "${before.connector}", not to "${connector}".`, {
      hint: `Name a connection to "${connector}".`,
    })
}
