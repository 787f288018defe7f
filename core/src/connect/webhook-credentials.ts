import { type Connector, type Dict, dict, type Json } from '../model/index.ts'

/** Credentials by which deliveries are verified: nothing signs with them, and they are never sent anywhere. */
const pattern = /^webhook[A-Z][A-Za-z0-9]*$/

/** Those that a connector's triggers ask for. */
export function webhookCredentials({ operations }: Connector): readonly string[] {
  const secrets = Object.values(operations).flatMap(({ webhook }) => {
    if (webhook === undefined) return []
    const { verify, challenge } = webhook
    return [verify.kind === 'url' ? undefined : verify.secret, challenge?.token?.secret]
  })
  return [...new Set(secrets.flatMap((secret) => (secret?.from === 'connection' ? [secret.credential] : [])))]
}

function isWebhookCredential(name: string): boolean {
  return pattern.test(name)
}

/** Of what was entered, what verifies deliveries. */
export function enteredForWebhooks(entered: Dict<Json>): Dict<string> {
  return dict(
    Object.entries(entered).filter(
      (entry): entry is [string, string] => isWebhookCredential(entry[0]) && typeof entry[1] === 'string',
    ),
  )
}

/** And what does not. */
export function enteredForRequests<Value>(entered: Dict<Value>): Dict<Value> {
  return dict(Object.entries(entered).filter(([name]) => !isWebhookCredential(name))) as Dict<Value>
}
