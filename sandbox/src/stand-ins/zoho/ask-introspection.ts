/** Another authorisation server that gives out access tokens, and as whom it is asked about them. */
export interface Introspection {
  readonly url: string
  readonly clientId: string
  readonly clientSecret: string
}

/** What an access token was given for. */
export interface Introspected {
  readonly clientId: string
  readonly scopes: readonly string[]
}

/** Asks what a token is worth (RFC 7662); `undefined` where it is worth nothing. Throws where nobody answers. */
export async function askIntrospection(
  { url, clientId, clientSecret }: Introspection,
  token: string,
): Promise<Introspected | undefined> {
  const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization },
    body: new URLSearchParams({ token }),
    signal: AbortSignal.timeout(5_000),
  })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status} when it was asked about a token`)
  const said = (await answer.json()) as { active: boolean; client_id?: string; scope?: string }
  return said.active ? { clientId: said.client_id ?? '', scopes: (said.scope ?? '').split(' ') } : undefined
}
