/** Where an identity provider sends people and gives tokens, as it documents that itself. */
export interface IdentityProvider {
  readonly authorizationUrl: string
  readonly tokenUrl: string
  /** Sent to the authorisation page besides. */
  readonly parameters?: Readonly<Record<string, string>>
  readonly scopeSeparator?: ','
  readonly clientAuthentication?: 'client_secret_basic'
}

/**
 * The identity providers that "Connector properties" lets a connector name without saying where they are (`google`,
 * `github`, …). Those of OAuth 1.0a, and those whose host is a tenant's, are not among them.
 */
const identityProviders: Readonly<Record<string, IdentityProvider>> = {
  asana: {
    authorizationUrl: 'https://app.asana.com/-/oauth_authorize',
    tokenUrl: 'https://app.asana.com/-/oauth_token',
  },
  bitly: {
    authorizationUrl: 'https://bitly.com/oauth/authorize',
    tokenUrl: 'https://api-ssl.bitly.com/oauth/access_token',
  },
  box: {
    authorizationUrl: 'https://account.box.com/api/oauth2/authorize',
    tokenUrl: 'https://api.box.com/oauth2/token',
  },
  docusign: {
    authorizationUrl: 'https://account.docusign.com/oauth/auth',
    tokenUrl: 'https://account.docusign.com/oauth/token',
  },
  dropbox: {
    authorizationUrl: 'https://www.dropbox.com/oauth2/authorize',
    tokenUrl: 'https://api.dropboxapi.com/oauth2/token',
    parameters: { token_access_type: 'offline' },
  },
  eventbrite: {
    authorizationUrl: 'https://www.eventbrite.com/oauth/authorize',
    tokenUrl: 'https://www.eventbrite.com/oauth/token',
  },
  facebook: {
    authorizationUrl: 'https://www.facebook.com/dialog/oauth',
    tokenUrl: 'https://graph.facebook.com/oauth/access_token',
    scopeSeparator: ',',
  },
  fitbit: {
    authorizationUrl: 'https://www.fitbit.com/oauth2/authorize',
    tokenUrl: 'https://api.fitbit.com/oauth2/token',
    clientAuthentication: 'client_secret_basic',
  },
  github: {
    authorizationUrl: 'https://github.com/login/oauth/authorize',
    tokenUrl: 'https://github.com/login/oauth/access_token',
  },
  google: {
    authorizationUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
    tokenUrl: 'https://oauth2.googleapis.com/token',
    parameters: { access_type: 'offline', prompt: 'consent' },
  },
  instagram: {
    authorizationUrl: 'https://api.instagram.com/oauth/authorize',
    tokenUrl: 'https://api.instagram.com/oauth/access_token',
    scopeSeparator: ',',
  },
  intuit: {
    authorizationUrl: 'https://appcenter.intuit.com/connect/oauth2',
    tokenUrl: 'https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer',
  },
  linkedin: {
    authorizationUrl: 'https://www.linkedin.com/oauth/v2/authorization',
    tokenUrl: 'https://www.linkedin.com/oauth/v2/accessToken',
  },
  mailchimp: {
    authorizationUrl: 'https://login.mailchimp.com/oauth2/authorize',
    tokenUrl: 'https://login.mailchimp.com/oauth2/token',
  },
  microsoftaccount: {
    authorizationUrl: 'https://login.live.com/oauth20_authorize.srf',
    tokenUrl: 'https://login.live.com/oauth20_token.srf',
  },
  salesforce: {
    authorizationUrl: 'https://login.salesforce.com/services/oauth2/authorize',
    tokenUrl: 'https://login.salesforce.com/services/oauth2/token',
  },
  slack: {
    authorizationUrl: 'https://slack.com/oauth/v2/authorize',
    tokenUrl: 'https://slack.com/api/oauth.v2.access',
    scopeSeparator: ',',
  },
  spotify: {
    authorizationUrl: 'https://accounts.spotify.com/authorize',
    tokenUrl: 'https://accounts.spotify.com/api/token',
  },
  todoist: {
    authorizationUrl: 'https://todoist.com/oauth/authorize',
    tokenUrl: 'https://todoist.com/oauth/access_token',
    scopeSeparator: ',',
  },
  wordpress: {
    authorizationUrl: 'https://public-api.wordpress.com/oauth2/authorize',
    tokenUrl: 'https://public-api.wordpress.com/oauth2/token',
  },
  yammer: {
    authorizationUrl: 'https://www.yammer.com/oauth2/authorize',
    tokenUrl: 'https://www.yammer.com/oauth2/access_token.json',
  },
}

/** Other names under which they are written. */
const aliases: Readonly<Record<string, string>> = { live: 'microsoftaccount', liveid: 'microsoftaccount' }

export function identityProviderOf(name: string): IdentityProvider | undefined {
  const known = aliases[name] ?? name
  return Object.hasOwn(identityProviders, known) ? identityProviders[known] : undefined
}
