/** The little of it that the tests use; the package brings no types. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http'

  interface Model {
    save(): Promise<string>
  }
  interface GrantModel extends Model {
    addOIDCScope(scope: string): void
  }

  export default class Provider {
    constructor(issuer: string, configuration: object)
    callback(): RequestListener
    proxy: boolean
    readonly AccessToken: { find(token: string): Promise<Model | undefined> }
    readonly ClientCredentials: { find(token: string): Promise<Model | undefined> }
    readonly Client: { find(id: string): Promise<object | undefined> }
    readonly Grant: new (
      properties: object,
    ) => GrantModel
    readonly RefreshToken: new (
      properties: object,
    ) => Model
  }
}
