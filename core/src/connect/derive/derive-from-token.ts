import { isJackfieldError, tokenRefused } from '../../errors/index.ts'
import type { Dict, Json } from '../../model/index.ts'
import type { Renewed } from '../auth-scheme.ts'
import type { CheckedConnection } from '../check-connection.ts'
import { chooseScheme } from '../grants.ts'
import { refusedConnection } from '../refused-connection.ts'
import { resolveUrl } from '../resolve-url.ts'
import { enteredForRequests } from '../webhook-credentials.ts'
import { derivedOfToken } from './derived-of.ts'
import { readDerived } from './read-derived.ts'
import { secretsIn } from './secrets-in.ts'
import type { SettleRoom } from './settling.ts'

/** Milliseconds. */
const requestTime = 30_000

interface Asked {
  readonly checked: CheckedConnection
  /** What the service said of itself. */
  readonly discovered: Dict<string>
}

interface FromToken {
  readonly renewed?: Renewed
  readonly values: readonly (readonly [string, Json])[]
}

/** Where the connector derives from tokens, one is asked for at once, unless it is `given`. */
export async function deriveFromToken(room: SettleRoom, asked: Asked, given?: Renewed): Promise<FromToken> {
  const { checked } = asked
  const { connector } = checked
  const wanted = derivedOfToken(connector)
  const renewed = given ?? (wanted.length === 0 ? undefined : await askForToken(room, asked))
  if (renewed === undefined) return { values: [] }
  const secrets = secretsIn({ ...checked.credentials, ...renewed.credentials })
  const read = wanted.map((each) => [each.name, readDerived(each, renewed.answer, secrets)] as const)
  const problems = read.flatMap(([, value]) => ('problem' in value ? [value.problem] : []))
  if (problems.length > 0) throw refusedConnection(connector, problems)
  return { renewed, values: read.flatMap(([name, value]) => ('value' in value ? [[name, value.value] as const] : [])) }
}

/** `undefined` where the scheme that was chosen has no tokens. */
async function askForToken(room: SettleRoom, { checked, discovered }: Asked): Promise<Renewed | undefined> {
  const { connector, scheme: name, settings } = checked
  const credentials = enteredForRequests(checked.credentials)
  const chosen = name === null ? undefined : chooseScheme(connector, name, room.authSchemes)
  if (chosen?.auth.renew === undefined) return undefined
  const { auth, scheme } = chosen
  const endpoint = auth.tokenEndpoint?.(scheme, credentials)
  const tokenUrl =
    endpoint === undefined ? '' : resolveUrl(endpoint.url, endpoint.variables, { settings, derived: discovered })
  try {
    const signal = AbortSignal.timeout(requestTime)
    return await chosen.auth.renew({ scheme, credentials, tokenUrl, fetch: room.fetch, signal })
  } catch (error) {
    if (!isJackfieldError(error) || error.code !== 'connection-needs-reauthorisation') throw error
    // Nothing was made yet that could be authorised again.
    const { message, status } = error
    throw tokenRefused(message, {
      hint: 'Check the credentials.',
      ...(status === undefined ? {} : { status }),
      cause: error,
    })
  }
}
