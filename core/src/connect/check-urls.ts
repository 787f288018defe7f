import { isJackfieldError } from '../errors/index.ts'
import { allServers, type Connector, type JsonObject, type Problem, type Server } from '../model/index.ts'
import { chooseScheme } from './grants.ts'
import { resolveUrl } from './resolve-url.ts'
import type { AuthSchemes } from './schemes/auth-schemes.ts'

interface FilledUrls {
  readonly scheme: string | null
  readonly settings: JsonObject
  /** Left out: they are not known yet, and URLs that read them are not looked at. */
  readonly derived?: JsonObject
}

/** What keeps a URL of a server or an endpoint from being filled in. */
export function checkUrls(
  connector: Connector,
  { scheme, settings, derived }: FilledUrls,
  authSchemes: AuthSchemes,
): readonly Problem[] {
  const urls = [...allServers(connector), ...tokenEndpoints(connector, scheme, authSchemes)]
  const problems = urls
    .filter((server) => derived !== undefined || !readsDerived(server))
    .flatMap(({ url, variables }) => {
      try {
        resolveUrl(url, variables, { settings, derived: derived ?? {} })
        return []
      } catch (error) {
        return problemsOf(error)
      }
    })
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()]
}

/** Every place besides the servers where the scheme sends credentials. */
export function tokenEndpoints(
  connector: Connector,
  scheme: string | null,
  authSchemes: AuthSchemes,
): readonly Server[] {
  const chosen = scheme === null ? undefined : chooseScheme(connector, scheme, authSchemes)
  return chosen?.auth.placements(chosen.scheme).flatMap(({ to }) => (to === 'servers' ? [] : [to])) ?? []
}

function readsDerived({ variables }: Server): boolean {
  return Object.values(variables).some(({ from }) => from.startsWith('derived.'))
}

function problemsOf(error: unknown): readonly Problem[] {
  if (!isJackfieldError(error)) throw error
  const { message, hint, problems } = error
  if (problems.length > 0) return problems
  return [{ code: 'setting-invalid', message, pointer: '/settings', ...(hint === undefined ? {} : { hint }) }]
}
