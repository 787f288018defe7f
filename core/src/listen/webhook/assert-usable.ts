import { argumentInvalid, connectionInvalid } from '../../errors/index.ts'
import type { Listener, ListenerId, Webhook } from '../../model/index.ts'
import { assertReachable } from './addresses.ts'
import { secretBytes } from './secret-bytes.ts'
import type { WebhookRoom } from './webhook-trigger.ts'

export type Wanted = Pick<Listener, 'organisation' | 'operation' | 'connection' | 'input'> & {
  readonly callbackUrl: string | undefined
}

/** What can be known before a listener is made. */
export async function assertUsable(
  webhook: Webhook,
  { wanted, room }: { readonly wanted: Wanted; readonly room: WebhookRoom },
): Promise<void> {
  const { callbackUrl, ...caller } = wanted
  const { operation, connection, organisation } = wanted
  if (callbackUrl !== undefined && !/^https?:$/.test(URL.parse(callbackUrl)?.protocol ?? ''))
    throw argumentInvalid(`The callbackUrl of "${operation}" is no URL that a service could call.`, {
      hint: 'Give an absolute one, such as https://app.example.com/hooks/orders.',
    })
  assertReachable(room.publicUrl, { operation, ...(callbackUrl !== undefined && { callbackUrl }) })
  const id = 'lis_none' as ListenerId
  await room.seal(null, { id, organisation })
  const { verify } = webhook
  if (verify.kind === 'url' || verify.secret.from !== 'connection') return
  const { credential, encoding } = verify.secret
  const entered = connection === null ? undefined : (await room.credentials({ ...caller, id }))[credential]
  if (entered !== undefined && secretBytes(entered, verify.secret) !== null) return
  const complaint = entered === undefined || encoding === 'text' ? 'has not' : `has as something that is no ${encoding}`
  throw connectionInvalid(
    `"${operation}" verifies its deliveries by "${credential}", which its connection ${complaint}.`,
    {
      hint: `Enter it with the other credentials: connections.reauthorise(id, { credentials: { …, ${credential} } }).`,
    },
  )
}
