import type { Connector, Operation, WebhookSecret } from '../model/index.ts'
import type { Block } from './page.ts'
import { codeSpan, plainText } from './plain-text.ts'

/**
 * How to enter the secrets by which a service's calls are proven to be its own; nothing where none is entered by hand.
 */
export function describeWebhookSecrets({ operations }: Pick<Connector, 'operations'>): readonly Block[] {
  const uses = Object.values(operations)
    .filter(({ visibility }) => visibility !== 'internal')
    .flatMap((trigger) => enteredSecrets(trigger).map((name) => ({ name, title: `“${plainText(trigger.title)}”` })))
  const steps = [...Map.groupBy(uses, ({ name }) => name)].map(([name, used]) => {
    const titles = used.map(({ title }) => title).sort()
    return `For ${titles.join(' and ')}: take the secret that the service shows where its webhooks are set up, and enter it as ${codeSpan(name)} besides the other credentials. It is sent nowhere: it proves that a call is the service’s.`
  })
  if (steps.length === 0) return []
  return [
    { depth: 3, title: 'Webhook secrets', id: 'webhook secrets' },
    steps.map((step, index) => `${index + 1}. ${step}`).join('\n'),
  ]
}

/** The credentials that a trigger's webhook is verified by, each once. */
export function enteredSecrets({ webhook }: Operation): readonly string[] {
  if (webhook === undefined) return []
  const { verify, challenge } = webhook
  const secrets: readonly (WebhookSecret | undefined)[] = [
    'secret' in verify ? verify.secret : undefined,
    challenge?.token?.secret,
  ]
  const names = secrets.flatMap((secret) => (secret?.from === 'connection' ? [secret.credential] : []))
  return [...new Set(names)].sort()
}
