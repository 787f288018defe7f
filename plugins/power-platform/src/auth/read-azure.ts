import { dict, type JsonObject, type OAuth2Scheme, type UrlVariable } from '@jackfield/core'
import type { Feature } from '../features.ts'
import { settingName } from '../properties/index.ts'
import type { ReadOAuth } from './oauth.ts'
import { oauthScheme } from './oauth-scheme.ts'
import type { OAuthSetting } from './oauth-setting.ts'

const tenantPattern = '^[A-Za-z0-9][A-Za-z0-9.-]*$'

/**
 * `aad` and `aadcertificate`: tokens for `resourceUri` from the tenant's endpoints ("Use Azure Active Directory with a
 * custom connector"; "Microsoft identity platform and OAuth 2.0 authorization code flow", version 1.0). The client of a
 * connection has a secret, whatever the one of Microsoft's own has.
 */
export function readAzure(setting: OAuthSetting, client: readonly string[]): ReadOAuth {
  const login = (
    setting.custom('loginUri') ??
    setting.custom('loginUriAAD') ??
    'https://login.microsoftonline.com'
  ).replace(/\/+$/, '')
  const tenant = tenantOf(setting)
  const resource = resourceOf(setting)
  const read = tenant.variable === undefined ? {} : { [tenant.name]: tenant.variable }
  const base = `${login}/${tenant.variable === undefined ? tenant.default : `{${tenant.name}}`}`
  if (setting.custom('grantType')?.toLowerCase() !== 'client_credentials')
    return { scheme: forPeople(base, resource.value, read), taken: client, read, ...resource.more }
  const scheme = typeof resource.value === 'string' ? forService(base, resource.value, read) : 'auth.resource'
  return { scheme, taken: client, read }
}

type Variables = Readonly<Record<string, UrlVariable>>

function forPeople(base: string, resource: Resource['value'], variables: Variables): OAuth2Scheme | Feature {
  return oauthScheme({
    authorizationUrl: `${base}/oauth2/authorize`,
    tokenUrl: `${base}/oauth2/token`,
    refreshUrl: undefined,
    variables,
    scopes: [],
    parameters: { resource },
  })
}

/** "OAuth 2.0 client credentials flow on the Microsoft identity platform": the resource is the scope `.default`. */
function forService(base: string, resource: string, variables: Variables): OAuth2Scheme {
  const scope = `${resource.replace(/\/+$/, '')}/.default`
  const tokenUrl = `${base}/oauth2/v2.0/token`
  return { type: 'oauth2', flows: { clientCredentials: { tokenUrl, variables, scopes: dict([[scope, '']]) } } }
}

interface Tenant {
  readonly name: string
  readonly default: string
  readonly variable?: UrlVariable
}

/** A connection may say its tenant; else the one in the files, else any (`common`). */
function tenantOf({ own, custom }: OAuthSetting): Tenant {
  const written = custom('tenantId') ?? 'common'
  const usable = new RegExp(tenantPattern).test(written) ? written : 'common'
  const parameter = own('tenantId')
  if (parameter === undefined) return { name: '', default: usable }
  const name = settingName(parameter.name)
  const default_ = parameter.default ?? usable
  return { name, default: default_, variable: { from: `settings.${name}`, default: default_, pattern: tenantPattern } }
}

interface Resource {
  readonly value: string | { readonly from: string }
  readonly more?: Pick<ReadOAuth, 'settings' | 'needed'>
}

/**
 * What a connection says, else a URI or an id of the files. What an author left to fill in, or made of a connection
 * parameter, is said by the connection, too.
 */
function resourceOf({ custom, property, own }: OAuthSetting): Resource {
  const written = [custom('resourceUri'), property('AzureActiveDirectoryResourceId')]
  const said = written.find((each): each is string => each !== undefined && isResource(each))
  const named = written
    .map((each) => /@connectionParameters\('([^']+)'/i.exec(each ?? '')?.[1])
    .find((each) => each !== undefined)
  const parameter = own('resourceUri') ?? (named === undefined ? undefined : own(named))
  if (parameter !== undefined) {
    const name = settingName(parameter.name)
    return { value: { from: `settings.${name}` }, more: said === undefined ? { needed: [name] } : {} }
  }
  if (said !== undefined) return { value: said }
  return {
    value: { from: 'settings.resource' },
    more: { settings: { resource: resourceSetting }, needed: ['resource'] },
  }
}

function isResource(text: string): boolean {
  return /^([a-z][a-z0-9+.-]*:[^\s{}<>[\]]+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(text)
}

const resourceSetting: JsonObject = {
  type: 'string',
  title: 'Resource',
  description: 'What tokens are asked for: the URI or id of the application in Azure Active Directory.',
}
