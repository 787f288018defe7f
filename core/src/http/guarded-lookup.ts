import type { LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isPrivateAddress } from './private-address.ts'

/** The name resolves to an address that is not on the public internet. */
export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError'
  readonly hostname: string

  constructor(hostname: string) {
    super(`${hostname} resolves to a private, loopback or link-local address`)
    this.hostname = hostname
  }
}

/**
 * The lookup of every guarded socket. It looks at the very addresses that the socket then connects to, so a name whose
 * answer changes between a check and the connect (DNS rebinding) is no way in.
 */
export const guardedLookup: LookupFunction = (hostname, options, callback) => {
  // Most starts ask nobody: the module is loaded with the first lookup.
  const { lookup } = process.getBuiltinModule('node:dns')
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const [first] = addresses ?? []
    if (error !== null) callback(error, '', 0)
    else if (first === undefined || addresses.some(({ address }) => isPrivateAddress(address)))
      callback(new PrivateAddressError(hostname), '', 0)
    else if (options.all === true) callback(null, addresses)
    else callback(null, first.address, first.family)
  })
}
