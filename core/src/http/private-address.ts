import { BlockList, isIPv6 } from 'node:net'

/** Not reachable on the public internet (IANA special-purpose registries): address, prefix length. */
const ipv4Ranges: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]

/** Loopback and unspecified, local NAT64, discard, Teredo, unique local, link-local, site-local, multicast. */
const ipv6Ranges: readonly (readonly [string, number])[] = [
  ['::1', 128],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
]

/** IPv6 forms that carry an IPv4 address: compatible, mapped, translated, NAT64, 6to4. */
const carriers: readonly { readonly bits: number; form(address: string): string }[] = [
  { bits: 96, form: (address) => `::${address}` },
  { bits: 96, form: (address) => `::ffff:${address}` },
  { bits: 96, form: (address) => `::ffff:0:${address}` },
  { bits: 96, form: (address) => `64:ff9b::${address}` },
  { bits: 16, form: (address) => `2002:${hexPair(address)}::` },
]

let refused: BlockList | undefined

/** Whether an IP address, as text, is loopback, private, link-local or otherwise not on the public internet. */
export function isPrivateAddress(address: string): boolean {
  refused ??= compile()
  const [bare = ''] = address.split('%')
  return refused.check(bare, isIPv6(bare) ? 'ipv6' : 'ipv4')
}

function compile(): BlockList {
  const list = new BlockList()
  for (const [address, bits] of ipv6Ranges) list.addSubnet(address, bits, 'ipv6')
  for (const [address, bits] of ipv4Ranges) {
    list.addSubnet(address, bits, 'ipv4')
    for (const carrier of carriers) list.addSubnet(carrier.form(address), carrier.bits + bits, 'ipv6')
  }
  return list
}

function hexPair(address: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
  return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
}
