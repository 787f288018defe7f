import { dict, type UrlVariable } from '@jackfield/core'
import type { Feature } from '../features.ts'
import { type ConnectionParameter, settingName } from '../properties/index.ts'
import type { ReadOAuth } from './oauth.ts'
import { oauthScheme } from './oauth-scheme.ts'
import type { OAuthSetting } from './oauth-setting.ts'
import { urlVariable } from './url-variable.ts'

/** What OAuth 2.0 sends anyway, and the placeholders that stand for it. */
const usual: Readonly<Record<string, readonly string[]>> = {
  client_id: ['clientid'],
  client_secret: ['clientsecret'],
  code: ['code'],
  grant_type: [],
  redirect_uri: ['redirecturl'],
  refresh_token: ['refreshtoken'],
  response_mode: [],
  response_type: [],
  scope: ['scopes'],
  state: ['state'],
}

/** `oauth2generic`: URLs, queries and bodies as templates over `{ClientId}`, `{Code}`, … and connection parameters. */
export function readGeneric(setting: OAuthSetting, client: readonly string[]): ReadOAuth {
  const { custom } = setting
  const taken = new Set(client)
  const variables: Record<string, UrlVariable> = dict<UrlVariable>()
  const fill = (url: string): string =>
    url.replaceAll(/\{([^{}]*)\}/g, (_braces, name: string) => asVariable(name, setting, variables))
  const query = queryOf(custom('authorizationUrlQueryStringTemplate'), setting, taken)
  const others = ['tokenUrlQueryStringTemplate', 'refreshUrlQueryStringTemplate'].some((name) => hasQuery(custom(name)))
  const bodies = ['tokenBodyTemplate', 'refreshBodyTemplate'].map((name) => queryOf(custom(name), setting, taken))
  const lacks: Feature | undefined =
    query === undefined || others || bodies.some((each) => each === undefined || Object.keys(each).length > 0)
      ? 'auth.template'
      : undefined
  const delimiter = custom('scopeListDelimiter')
  const refreshUrl = custom('refreshUrlTemplate')
  const scheme =
    lacks ??
    oauthScheme({
      authorizationUrl: fill(custom('authorizationUrlTemplate') ?? ''),
      tokenUrl: fill(custom('tokenUrlTemplate') ?? ''),
      refreshUrl: refreshUrl === undefined ? undefined : fill(refreshUrl),
      variables,
      scopes: setting.scopes,
      parameters: query ?? {},
      ...(delimiter === ',' && { scopeSeparator: ',' }),
    })
  return { scheme, taken: [...taken], read: variables }
}

function hasQuery(template: string | undefined): boolean {
  return template !== undefined && template.replace(/^\?/, '').trim() !== ''
}

/**
 * What a query or body says beyond OAuth 2.0; undefined where that depends on something. Connection parameters that
 * stand for the client are it.
 */
function queryOf(
  template: string | undefined,
  setting: OAuthSetting,
  taken: Set<string>,
): Record<string, string> | undefined {
  const more: Record<string, string> = dict<string>()
  for (const [name, value] of new URLSearchParams((template ?? '').replace(/^\?/, ''))) {
    const placeholder = /^\{([^{}]*)\}$/.exec(value)?.[1]
    const known = Object.hasOwn(usual, name.toLowerCase()) ? usual[name.toLowerCase()] : undefined
    if (placeholder !== undefined && known !== undefined) {
      const own = known.includes(placeholder.toLowerCase()) ? undefined : setting.own(placeholder)
      if (own !== undefined && !isClient(name)) return undefined
      if (own !== undefined) taken.add(own.name)
    } else if (/[{}]/.test(value)) return undefined
    else if (known === undefined) more[name] = value
    else if (name.toLowerCase() === 'grant_type' && !/^(authorization_code|refresh_token)$/.test(value))
      return undefined
  }
  return more
}

const isClient = (name: string): boolean => /^client_(id|secret)$/i.test(name)

function asVariable(placeholder: string, setting: OAuthSetting, variables: Record<string, UrlVariable>): string {
  const parameter: ConnectionParameter | undefined = setting.own(placeholder)
  if (parameter === undefined) return `{${placeholder}}`
  const name = settingName(parameter.name)
  variables[name] = urlVariable(
    parameter,
    setting.custom('tokenUrlTemplate')?.startsWith(`{${placeholder}}`) === true ? 'beginning' : 'host',
  )
  return `{${name}}`
}
