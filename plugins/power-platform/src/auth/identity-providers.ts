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
 * The identity providers that a connector may name without saying where they are; the pages that say it stand beside
 * them. Of those that Microsoft's schema of apiProperties.json lists, only `facebook` is one. Left out, and so not
 * guessed: those of OAuth 1.0a; those whose host is a tenant's; those whose pages name several endpoints of which the
 * files choose none (`instagram`, `microsoftaccount`, `slack`, `todoist`); and `yammer`, whose token answer is not
 * OAuth 2.0's.
 */
const identityProviders: Readonly<Record<string, IdentityProvider>> = {
  // Asana, "OAuth"
  asana: {
    authorizationUrl: 'https://app.asana.com/-/oauth_authorize',
    tokenUrl: 'https://app.asana.com/-/oauth_token',
  },
  // Bitly, "Authentication": OAuth web flow
  bitly: {
    authorizationUrl: 'https://bitly.com/oauth/authorize',
    tokenUrl: 'https://api-ssl.bitly.com/oauth/access_token',
  },
  // Box, "Authorize user" and "Request access token"
  box: {
    authorizationUrl: 'https://account.box.com/api/oauth2/authorize',
    tokenUrl: 'https://api.box.com/oauth2/token',
  },
  // Docusign, "How to get an access token with Confidential Authorization Code Grant": the production environment
  docusign: {
    authorizationUrl: 'https://account.docusign.com/oauth/auth',
    tokenUrl: 'https://account.docusign.com/oauth/token',
    clientAuthentication: 'client_secret_basic',
  },
  // Dropbox, "OAuth Guide" and "Using OAuth 2.0 with offline access"
  dropbox: {
    authorizationUrl: 'https://www.dropbox.com/oauth2/authorize',
    tokenUrl: 'https://api.dropboxapi.com/oauth2/token',
    parameters: { token_access_type: 'offline' },
  },
  // Eventbrite, "App OAuth Flow"
  eventbrite: {
    authorizationUrl: 'https://www.eventbrite.com/oauth/authorize',
    tokenUrl: 'https://www.eventbrite.com/oauth/token',
  },
  // Meta, "Manually Build a Login Flow"; without a version, the one that the app is set to ("Platform Versioning")
  facebook: {
    authorizationUrl: 'https://www.facebook.com/dialog/oauth',
    tokenUrl: 'https://graph.facebook.com/oauth/access_token',
    scopeSeparator: ',',
  },
  // Fitbit, "Authorization"
  fitbit: {
    authorizationUrl: 'https://www.fitbit.com/oauth2/authorize',
    tokenUrl: 'https://api.fitbit.com/oauth2/token',
    clientAuthentication: 'client_secret_basic',
  },
  // GitHub, "Authorizing OAuth apps"
  github: {
    authorizationUrl: 'https://github.com/login/oauth/authorize',
    tokenUrl: 'https://github.com/login/oauth/access_token',
  },
  // Google, "Using OAuth 2.0 for Web Server Applications"
  google: {
    authorizationUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
    tokenUrl: 'https://oauth2.googleapis.com/token',
    parameters: { access_type: 'offline', prompt: 'consent' },
  },
  // Intuit, "Set up OAuth 2.0" and its OpenID discovery document
  intuit: {
    authorizationUrl: 'https://appcenter.intuit.com/connect/oauth2',
    tokenUrl: 'https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer',
    clientAuthentication: 'client_secret_basic',
  },
  // LinkedIn, "Authorization Code Flow (3-legged OAuth)"
  linkedin: {
    authorizationUrl: 'https://www.linkedin.com/oauth/v2/authorization',
    tokenUrl: 'https://www.linkedin.com/oauth/v2/accessToken',
  },
  // Mailchimp, "Access Data on Behalf of Other Users with OAuth 2"
  mailchimp: {
    authorizationUrl: 'https://login.mailchimp.com/oauth2/authorize',
    tokenUrl: 'https://login.mailchimp.com/oauth2/token',
  },
  // Salesforce, "OAuth 2.0 Web Server Flow for Web App Integration": production organisations
  salesforce: {
    authorizationUrl: 'https://login.salesforce.com/services/oauth2/authorize',
    tokenUrl: 'https://login.salesforce.com/services/oauth2/token',
  },
  // Spotify, "Authorization Code Flow"
  spotify: {
    authorizationUrl: 'https://accounts.spotify.com/authorize',
    tokenUrl: 'https://accounts.spotify.com/api/token',
    clientAuthentication: 'client_secret_basic',
  },
  // WordPress.com, "OAuth2 Authentication"
  wordpress: {
    authorizationUrl: 'https://public-api.wordpress.com/oauth2/authorize',
    tokenUrl: 'https://public-api.wordpress.com/oauth2/token',
  },
}

export function identityProviderOf(name: string): IdentityProvider | undefined {
  return Object.hasOwn(identityProviders, name) ? identityProviders[name] : undefined
}
