import { isJackfieldError } from '../errors/index.ts'
import type { Connector, JsonObject, Problem, Server } from '../model/index.ts'
import { chooseScheme } from './grants.ts'
import { resolveUrl } from './resolve-url.ts'
import type { AuthSchemes } from './schemes/auth-schemes.ts'

/** What keeps the settings from filling in the URL of a server or token endpoint. */
export function checkUrls(
  connector: Connector,
  { scheme, settings }: { readonly scheme: string | null; readonly settings: JsonObject },
  authSchemes: AuthSchemes,
): readonly Problem[] {
  const problems = [...connector.servers, ...tokenEndpoints(connector, scheme, authSchemes)].flatMap(
    ({ url, variables }) => {
      try {
        resolveUrl(url, variables, { settings, derived: {} })
        return []
      } catch (error) {
        return problemsOf(error)
      }
    },
  )
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

function problemsOf(error: unknown): readonly Problem[] {
  if (!isJackfieldError(error)) throw error
  const { message, hint, problems } = error
  if (problems.length > 0) return problems
  return [{ code: 'setting-invalid', message, pointer: '/settings', ...(hint === undefined ? {} : { hint }) }]
}
