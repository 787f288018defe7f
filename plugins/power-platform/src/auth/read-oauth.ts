import { dict, type OAuth2Scheme } from '@jackfield/core'
import type { Feature } from '../features.ts'
import { identityProviderOf } from './identity-providers.ts'
import type { ReadOAuth } from './oauth.ts'
import { oauthScheme } from './oauth-scheme.ts'
import type { OAuthSetting } from './oauth-setting.ts'
import { readAzure } from './read-azure.ts'
import { readGeneric } from './read-generic.ts'

/** Where the Swagger document says that tokens are, for a connector that does not say it itself. */
export interface DocumentedUrls {
  readonly authorizationUrl: string | undefined
  readonly tokenUrl: string | undefined
}

/**
 * Identity providers of "Connector properties": `oauth2` with its URLs, `oauth2generic` with templates, Azure Active
 * Directory, and those that are known by name.
 */
export function readOAuth(setting: OAuthSetting, documented: DocumentedUrls): ReadOAuth {
  const { provider } = setting
  const client = ['clientId', 'clientSecret'].flatMap((name) => setting.own(name)?.name ?? [])
  if (provider === 'aad' || provider === 'aadcertificate') return readAzure(setting, client)
  if (setting.custom('tokenUrlTemplate') !== undefined) return readGeneric(setting, client)
  return { scheme: readPlain(setting, documented), taken: client }
}

function readPlain(setting: OAuthSetting, documented: DocumentedUrls): OAuth2Scheme | Feature {
  const { provider, custom } = setting
  const preset = identityProviderOf(provider)
  const isNamed = preset !== undefined && custom('tokenUrl') === undefined
  const authorizationUrl = custom('authorizationUrl') ?? preset?.authorizationUrl ?? documented.authorizationUrl
  const tokenUrl = custom('tokenUrl') ?? preset?.tokenUrl ?? documented.tokenUrl
  if (authorizationUrl === undefined || tokenUrl === undefined) return `auth.provider.${provider}`
  if (/[{}]/.test(authorizationUrl + tokenUrl)) return 'auth.template'
  return oauthScheme({
    ...(isNamed ? preset : {}),
    authorizationUrl,
    tokenUrl,
    refreshUrl: custom('refreshUrl'),
    variables: dict(),
    scopes: setting.scopes.flatMap((scope) => scope.trim().split(/\s+/)),
  })
}
