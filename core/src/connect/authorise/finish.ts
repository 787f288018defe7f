import {
  attemptExpired,
  attemptUnknown,
  authorisationRefused,
  isJackfieldError,
  type JackfieldError,
  sessionWrong,
} from '../../errors/index.ts'
import type { Connection, Connector } from '../../model/index.ts'
import type { Renewed } from '../auth-scheme.ts'
import { checkConnection } from '../check-connection.ts'
import { settle } from '../derive/settle.ts'
import type { Settled, SettleRoom } from '../derive/settling.ts'
import { chooseScheme } from '../grants.ts'
import { resolveUrl } from '../resolve-url.ts'
import type { OpenAttempt } from './attempt.ts'
import type { Attempts } from './attempts.ts'
import type { Callback, EndedAttempt, Finished } from './authorisation.ts'
import { isSession, shownDigest } from './digests.ts'

/** Milliseconds. */
const requestTime = 30_000

export interface FinishRoom extends SettleRoom {
  readonly attempts: Attempts
  connectorOf(attempt: OpenAttempt): Promise<Connector>
  /** Stores what was settled, as a new connection or over the one that is authorised again. */
  keep(settled: Settled, attempt: OpenAttempt): Promise<Connection>
}

/**
 * What the browser brought back, exchanged for tokens. An attempt is used up before its code is sent anywhere, whatever
 * comes of it; a wrong session leaves it to the right one.
 */
export async function finishAuthorisation(room: FinishRoom, callback: Callback): Promise<Finished> {
  let attempt: OpenAttempt | undefined
  try {
    const { parameters, state } = readState(callback)
    const found = await room.attempts.find(state)
    if (found === undefined) throw unknownAttempt()
    assertSession(found, callback.session)
    attempt = found
    if (!(await room.attempts.consume(found))) throw unknownAttempt()
    if (found.expires <= room.clock.now())
      throw attemptExpired('This took longer than ten minutes.', { hint: 'Begin again.' })
    const connection = await connect(room, found, parameters)
    return { connection, attempt: ended(found) }
  } catch (error) {
    if (!isJackfieldError(error)) throw error
    return { error: error as JackfieldError, attempt: attempt === undefined ? null : ended(attempt) }
  }
}

async function connect(room: FinishRoom, attempt: OpenAttempt, parameters: URLSearchParams): Promise<Connection> {
  const connector = await room.connectorOf(attempt)
  if (shownDigest(connector) !== attempt.shown)
    throw authorisationRefused(`"${connector.id}" changed meanwhile where its credentials go.`, {
      hint: 'Begin again.',
    })
  const { credentials, organisation, scheme, settings } = attempt
  const filled = { scheme, settings, credentials, inBrowser: true }
  const checked = await checkConnection(connector, filled, room.authSchemes)
  const renewed = await exchange(room, { connector, attempt, parameters })
  return room.keep(await settle(room, { organisation, checked, renewed }), attempt)
}

async function exchange(
  room: FinishRoom,
  { connector, attempt, parameters }: { connector: Connector; attempt: OpenAttempt; parameters: URLSearchParams },
): Promise<Renewed> {
  const chosen = chooseScheme(connector, attempt.scheme, room.authSchemes)
  if (chosen?.auth.browser === undefined) throw unknownAttempt()
  const { authorizationUrl, credentials, kept, redirectUri, settings, state, tokenUrl } = attempt
  return chosen.auth.browser.exchange({
    scheme: chosen.scheme,
    credentials,
    authorizationUrl,
    tokenUrl,
    redirectUri,
    state,
    kept,
    parameters,
    fill: ({ url, variables }) => resolveUrl(url, variables, { settings, derived: {} }),
    fetch: room.fetch,
    signal: AbortSignal.timeout(requestTime),
  })
}

function readState({ url }: Callback): { readonly parameters: URLSearchParams; readonly state: string } {
  const parameters = URL.canParse(String(url)) ? new URL(url).searchParams : new URLSearchParams()
  const [state = '', ...others] = parameters.getAll('state')
  if (state === '' || others.length > 0) throw unknownAttempt()
  return { parameters, state }
}

function assertSession(attempt: OpenAttempt, session: unknown): void {
  if (typeof session === 'string' && session !== '' && isSession(session, attempt)) return
  throw sessionWrong(
    session === undefined ? 'The host named no session.' : 'This was begun in another session than it came back to.',
    { hint: 'Begin and finish in the same browser, signed in as the same person.' },
  )
}

function unknownAttempt(): JackfieldError {
  return attemptUnknown('No attempt is open for this, or it was finished before.', { hint: 'Begin again.' })
}

function ended({ id, organisation, connector, connection, returnTo }: OpenAttempt): EndedAttempt {
  return { id, organisation, connector, connection, returnTo }
}
