import type { ClientAuthentication, Json } from '../../model/index.ts'

export interface ServerDefinition {
  readonly url: string
  readonly description?: string
  readonly variables?: VariableDefinitions
}

export type VariableDefinitions = Readonly<
  Record<
    string,
    { readonly from: string; readonly default?: string } & (
      | { readonly map: Readonly<Record<string, string>> }
      | { readonly pattern: string; readonly port?: true }
      | { readonly url: true }
    )
  >
>

export type SecuritySchemeDefinition = { readonly description?: string; readonly value?: string } & (
  | {
      readonly type: 'apiKey'
      readonly in: 'header' | 'query' | 'cookie'
      readonly name: string
      readonly credential?: { readonly name: string; readonly title?: string }
    }
  | { readonly type: 'http'; readonly scheme: 'basic' | 'bearer' | 'digest' }
  | { readonly type: 'basic' | 'bearer' }
  | { readonly type: 'mutualTLS'; readonly value?: never }
  | {
      readonly type: 'oauth2'
      readonly flows: {
        readonly authorizationCode?: AuthorizationCodeFlowDefinition
        readonly clientCredentials?: OAuthFlowDefinition
        readonly refreshToken?: OAuthFlowDefinition
        readonly password?: OAuthFlowDefinition
        readonly implicit?: Omit<OAuthFlowDefinition, 'tokenUrl'> & { readonly authorizationUrl: string }
      }
      readonly clientAuthentication?: ClientAuthentication
    }
  | {
      readonly type: 'openIdConnect'
      readonly openIdConnectUrl: string
      readonly variables?: VariableDefinitions
      readonly scopes?: Readonly<Record<string, string>>
      readonly clientAuthentication?: ClientAuthentication
    }
  | { readonly type: `x-${string}`; readonly [option: string]: Json }
)

export interface AuthorizationCodeFlowDefinition extends OAuthFlowDefinition {
  readonly authorizationUrl: string
  readonly issuer?: string
  readonly scopeSeparator?: ' ' | ','
  readonly parameters?: Readonly<Record<string, string | { readonly from: string }>>
}

export interface OAuthFlowDefinition {
  readonly tokenUrl: string
  readonly variables?: VariableDefinitions
  readonly scopes?: Readonly<Record<string, string>>
}
