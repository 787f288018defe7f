import { connectionInvalid, originRefused, requestAborted } from '../errors/index.ts'
import type { HeldCertificate, SignableRequest, Signer } from '../http/index.ts'
import type { Clock } from '../model/index.ts'
import { createChallenges } from './challenges.ts'
import { createGrantGuard, type GuardSubject, originOf } from './grant-guard.ts'
import { assertReady } from './needs-reauthorisation.ts'
import { credentialsOf, type OpenedConnection, type OpenedConnections } from './opened-connections.ts'
import type { TokenKeeper } from './token-keeper.ts'
import type { TokenNeed } from './token-need.ts'
import { areUsable } from './usable-tokens.ts'

export interface SignerRoom {
  readonly opened: OpenedConnections
  readonly tokens: TokenKeeper
  readonly clock: Clock
}

/**
 * Signs the requests of one connection for one revision. Looks at each request's own origin (Law 2): what the
 * connection's grants do not name is refused, whoever sends it. Credentials are in no property, so that nothing prints
 * them.
 */
export function createSigner(room: SignerRoom, subject: GuardSubject): Signer {
  const { id, connector, chosen } = subject
  const guard = createGrantGuard(subject)
  const signedWith = new WeakMap<SignableRequest, string>()
  const certificates = new WeakMap<SignableRequest, HeldCertificate>()
  const challenges = createChallenges(chosen)

  const place = (request: SignableRequest, opened: OpenedConnection): SignableRequest => {
    assertReady(opened.connection)
    assertSameScheme(subject, opened)
    guard.assertRequest(request.url, opened.connection.grants)
    const credentials = credentialsOf(opened.secrets)
    const signed = challenges.sign(request, credentials)
    if (signed.url !== request.url && originOf(signed.url) !== originOf(request.url))
      throw originRefused(`The security scheme "${chosen.name}" would send a request to another origin.`)
    const certificate = chosen.auth.certificate?.(chosen.scheme, credentials)
    if (certificate !== undefined) certificates.set(signed, { ...certificate, holder: id })
    if (opened.secrets.learnt !== null) signedWith.set(signed, opened.secrets.learnt.id)
    return signed
  }
  const certificate: Pick<Signer, 'certificate'> =
    chosen.auth.certificate === undefined ? {} : { certificate: (signed) => certificates.get(signed) }
  if (chosen.auth.renew === undefined)
    return {
      ...certificate,
      sign(request) {
        const recent = room.opened.recent(id)
        return recent === undefined ? room.opened.read(id).then((read) => place(request, read)) : place(request, recent)
      },
      ...(chosen.auth.meet !== undefined && {
        renew: async (_signal, refused, asked) => challenges.meet(refused, asked),
      }),
    }

  const need = (refused?: string): TokenNeed => ({ id, connector, chosen, tokenUrl: guard.tokenUrl, refused })
  return {
    ...certificate,
    sign(request) {
      const recent = room.opened.recent(id)
      if (recent !== undefined && areUsable(recent, undefined, room.clock.now())) return place(request, recent)
      return room.tokens.fresh(need()).then((fresh) => place(request, fresh))
    },
    async renew(signal, refused) {
      const tokens = refused === undefined ? undefined : signedWith.get(refused)
      const latest = room.opened.recent(id)?.secrets.learnt?.id
      await unlessAborted(room.tokens.fresh(need(tokens ?? latest)), signal)
      return true
    },
  }
}

function assertSameScheme({ id, chosen }: GuardSubject, { connection }: OpenedConnection): void {
  if (connection.scheme !== chosen.name)
    throw connectionInvalid(`Connection "${id}" was given another security scheme meanwhile.`, { hint: 'Try again.' })
}

/** The renewal itself goes on: others wait for it, and its answer must be stored. */
async function unlessAborted(renewal: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return void (await renewal)
  const { promise, reject } = Promise.withResolvers<never>()
  const abort = (): void => reject(requestAborted('The request was aborted while its token was renewed.'))
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort, { once: true })
  try {
    await Promise.race([renewal, promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
