/** What a connector may ask for that is not had here, with the reason that people read. */
export const features = {
  'auth.body': 'A policy writes a credential into the body, where none goes.',
  'auth.placement': 'Its files do not say where a credential goes, and nothing is guessed about that.',
  'auth.resource': 'Its authorisation names a resource that its files leave open.',
  'auth.template': 'Its token requests are made of a template that asks for more than OAuth 2.0 has.',
  'auth.url': 'A credential stands in the URL of the service.',
  'policy.expression': 'One of its policies has an expression that is not known.',
  'policy.invalid': 'One of its policies does not say enough to be applied.',
  script: 'It is served by the script of its author, which runs nowhere but there.',
  'server.template': 'The URL of the service is made of parts that can not be kept apart.',
  'trigger.items': 'It does not say what of an answer is an item.',
  'trigger.subscription': 'It does not say where the URL that is called goes.',
} as const

/** As `check --coverage` counts it; what is not in the table is named after the word in the files. */
export type Feature = keyof typeof features | `auth.provider.${string}` | `policy.${string}`

export function reasonOf(feature: Feature): string {
  if (Object.hasOwn(features, feature)) return features[feature as keyof typeof features]
  if (feature.startsWith('auth.provider.'))
    return `What the identity provider "${feature.slice('auth.provider.'.length)}" asks for is not known.`
  return `Its policy "${feature.slice('policy.'.length)}" is not known.`
}
