import { BlockList } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPrivateAddress } from '../../src/http/private-address.ts'

const privateOnes = [
  '0.0.0.0',
  '10.255.0.1',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:7f00:1',
  '64:ff9b::192.168.0.1',
  '2002:7f00:1::',
  'fc00::1',
  'fd12::1',
  'fe80::1',
  'fe80::1%eth0',
  'ff02::1',
]
const publicOnes = [
  '1.1.1.1',
  '8.8.8.8',
  '100.128.0.1',
  '172.32.0.1',
  '172.15.255.255',
  '192.167.0.1',
  '2606:4700::1111',
  '::ffff:8.8.8.8',
  '64:ff9b::8.8.8.8',
  '2002:808:808::1',
  '2001:4860:4860::8888',
]

test.each(privateOnes)('%s is not on the public internet', (address) => expect(isPrivateAddress(address)).toBe(true))
test.each(publicOnes)('%s is on the public internet', (address) => expect(isPrivateAddress(address)).toBe(false))

test('an IPv4 address is judged the same in every IPv6 form that carries it', () => {
  const octet = fc.integer({ min: 0, max: 255 })
  fc.assert(
    fc.property(fc.tuple(octet, octet, octet, octet), (octets) => {
      const plain = octets.join('.')
      const hex = octets.map((part) => part.toString(16).padStart(2, '0'))
      const verdict = isPrivateAddress(plain)
      expect(isPrivateAddress(`::ffff:${plain}`)).toBe(verdict)
      expect(isPrivateAddress(`64:ff9b::${plain}`)).toBe(verdict)
      expect(isPrivateAddress(`2002:${hex[0]}${hex[1]}:${hex[2]}${hex[3]}::1`)).toBe(verdict)
    }),
  )
})

test('the well-known private blocks are private throughout', () => {
  const blocks = new BlockList()
  blocks.addSubnet('10.0.0.0', 8)
  blocks.addSubnet('172.16.0.0', 12)
  blocks.addSubnet('192.168.0.0', 16)
  blocks.addSubnet('127.0.0.0', 8)
  blocks.addSubnet('169.254.0.0', 16)
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      if (blocks.check(address)) expect(isPrivateAddress(address)).toBe(true)
    }),
  )
})
