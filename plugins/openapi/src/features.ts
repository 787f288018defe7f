/** What a document may ask for that is not had here, with the reason that people read. */
export const features = {
  'auth.collision': 'it needs security schemes together that put credentials in the same place',
  'auth.invalid': 'its security scheme does not say enough to sign a request',
  'auth.oauth2.url': 'its OAuth 2.0 scheme has no URL that tokens could come from',
  'auth.undefined': 'it needs a security scheme that the document does not have',
  'body.collection-format': 'its form has a list in a format that multipart/form-data can not write',
  'body.method': 'it sends a body with HEAD, which has none (RFC 9110)',
  'callback.media-type': 'the service calls with a body that is neither JSON nor a form',
  'callback.method': 'the service calls with a method that can not be answered',
  'callback.url': 'the service calls a URL that is not the one that it is given',
  'method.trace': 'its method is TRACE',
  'method.unknown': 'its method is none of HTTP',
  'parameter.collection-format': 'it has a list in a format that its place can not hold',
  'parameter.invalid': 'one of its parameters does not say what it is called or where it goes',
  'ref.missing': 'it refers to something that there is not',
  'ref.network': 'it refers to something on the network, and nothing is fetched',
} as const

/** As `check --coverage` counts it. */
export type Feature = keyof typeof features | `auth.http.${string}`

export function reasonOf(feature: Feature): string {
  const known: Readonly<Record<string, string>> = features
  return (
    known[feature] ??
    `its HTTP authentication "${feature.slice('auth.http.'.length)}" is worked out anew for each request`
  )
}
