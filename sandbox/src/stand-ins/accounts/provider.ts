import type { RequestListener } from 'node:http'

/** A request to the authorisation server, as its middleware sees it. */
export interface Context {
  readonly path: string
  query: Record<string, string | string[] | undefined>
  body: unknown
}

/** What is known of a request by the time that it was answered. */
export interface Granting {
  readonly oidc: { readonly params?: { readonly grant_type?: string } }
}

/** The little of oidc-provider that is used here; the package brings no types. */
export interface Provider {
  callback(): RequestListener
  use(middleware: (context: Context, next: () => Promise<void>) => Promise<void>): void
  on(event: 'grant.success' | 'grant.error', listener: (context: Granting) => void): void
  /** Whether `X-Forwarded-Proto` is believed. */
  proxy: boolean
}

/** Makes one. It has much to say about being tried out, which is kept from the console. */
export async function newProvider(issuer: string, configuration: object): Promise<Provider> {
  const { info, warn } = console
  console.info = console.warn = () => {}
  try {
    const imported: unknown = await import('oidc-provider')
    const { default: OidcProvider } = imported as { default: new (issuer: string, configuration: object) => Provider }
    return new OidcProvider(issuer, configuration)
  } finally {
    Object.assign(console, { info, warn })
  }
}
