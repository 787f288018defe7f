import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { authoritySettings, resolveUrl } from '../../src/connect/resolve-url.ts'
import { dict, type UrlVariable } from '../../src/model/index.ts'

const hostOf = (pattern: string): Record<string, UrlVariable> => ({ host: { from: 'settings.host', pattern } })
const examples = '^[a-z0-9.-]+\\.example\\.com$'
const strict = hostOf(examples)

function resolve(host: unknown, variables = strict, url = 'https://{host}/api'): string {
  return resolveUrl(url, variables, { settings: { host } as never, derived: {} })
}

test('fills a host name in, in lower case', () => {
  expect(resolve('Tracker.Example.COM')).toBe('https://tracker.example.com/api')
})

test('writes scheme, host and port as the URL standard does', () => {
  expect(resolveUrl('HTTPS://API.Example.com:443/Api', {}, { settings: {}, derived: {} })).toBe(
    'https://api.example.com/Api',
  )
})

test.each([
  'tracker.example.com/x',
  'evil.com#.example.com',
  'evil.com?.example.com',
  'a@b.example.com',
  'evil.com:1.example.com',
  'evil.com\\.example.com',
  'evil.com%2f.example.com',
  'evil.com .example.com',
  'evil.com\n.example.com',
  'evil.com／.example.com',
  'evil。example.com',
  '',
  '..',
  `${'a'.repeat(250)}.example.com`,
])('refuses %j whatever the pattern says, naming the setting', (host) => {
  for (const variables of [strict, hostOf('[\\s\\S]*'), hostOf('.*')])
    expect(() => resolve(host, variables)).toThrow(
      expect.objectContaining({ code: 'connection-invalid', message: expect.stringContaining('"host"') }),
    )
})

test.each(['evil.com', 'tracker.example.com.evil.com', 'tracker-example.com'])('%s does not match', (host) => {
  expect(() => resolve(host)).toThrow(/Setting "host" does not match/)
})

test('a pattern matches the whole, anchored or not, and cannot escape that', () => {
  expect(() => resolve('evil.com', hostOf('example\\.com|evil'))).toThrow(/does not match/)
  expect(() => resolve('evil.com', hostOf('[a-z.]+)|(x'))).toThrow(/is no regular expression/)
  expect(resolve('evil', hostOf('example\\.com|evil'))).toBe('https://evil/api')
})

test('a pattern that backtracks for years is stopped', () => {
  const before = performance.now()
  expect(() => resolve(`${'a'.repeat(60)}.b`, hostOf('(a+)+'))).toThrow(/does not match/)
  expect(performance.now() - before).toBeLessThan(20_000)
})

test.each(['0x7f.1', '127.1', '2130706433', '0177.0.0.1'])('a host that is read as another is refused: %s', (host) => {
  expect(() => resolve(host, hostOf('.*'))).toThrow(/is not the origin of a service/)
})

describe('where a port may stand behind the host', () => {
  const ported = (pattern: string): Record<string, UrlVariable> => ({
    host: { from: 'settings.host', pattern, port: true },
  })

  test.each([
    ['Tracker.example.com:8443', 'https://tracker.example.com:8443/api'],
    ['tracker.example.com', 'https://tracker.example.com/api'],
    ['tracker.example.com:443', 'https://tracker.example.com/api'],
  ])('%s', (host, url) => expect(resolve(host, ported(examples))).toBe(url))

  test.each([
    'evil.com:8443',
    'evil.com:1.example.com',
    'tracker.example.com:',
    'tracker.example.com:99999',
    'tracker.example.com:084',
    'tracker.example.com:1:2',
    'a:1@tracker.example.com:2',
    'tracker.example.com:８４',
    ':8443',
  ])('%s is refused', (host) =>
    expect(() => resolve(host, ported(examples))).toThrow(expect.objectContaining({ code: 'connection-invalid' })),
  )
})

const anything = fc.string({ unit: 'binary', maxLength: 30 })
const hostLike = fc.string({ unit: fc.constantFrom(...'abX09._-'), maxLength: 12 })

test('whatever passes has the host that was entered, and no more', () => {
  fc.assert(
    fc.property(fc.oneof(anything, hostLike), (host) => {
      let url: URL
      try {
        url = new URL(resolve(host, hostOf('[\\s\\S]*')))
      } catch (error) {
        expect(error).toMatchObject({ code: 'connection-invalid' })
        return
      }
      expect(url.href).toBe(`https://${host.toLowerCase()}/api`)
    }),
    { numRuns: 300 },
  )
})

test('a map takes its own names only', () => {
  const variables: Record<string, UrlVariable> = { host: { from: 'settings.host', map: { eu: 'api.example.eu' } } }
  expect(resolve('eu', variables)).toBe('https://api.example.eu/api')
  for (const name of ['constructor', '__proto__', 'toString', 'us'])
    expect(() => resolve(name, variables)).toThrow('Setting "host" is not one of "eu".')
})

test('a value is text, and has to be there', () => {
  expect(() => resolve(undefined)).toThrow('Setting "host" is missing.')
  expect(() => resolve({})).toThrow('Setting "host" is not text.')
  expect(() =>
    resolveUrl('https://{host}', strict, { settings: Object.create({ host: 'a.example.com' }), derived: {} }),
  ).toThrow(/missing/)
  expect(() => resolve('x', dict())).toThrow(/does not declare/)
})

test('derived values fill in too', () => {
  const variables: Record<string, UrlVariable> = { host: { from: 'derived.domain', pattern: '.*' } }
  expect(resolveUrl('https://{host}', variables, { settings: {}, derived: { domain: 'a.example.com' } })).toBe(
    'https://a.example.com',
  )
  expect(() => resolve('x', variables)).toThrow('Derived value "domain" is missing.')
})

test.each(['ftp://a.example.com', 'https://user:pw@a.example.com', 'https://', 'not a url', '//a.example.com'])(
  '%s is no origin',
  (url) => {
    expect(() => resolve('x', strict, url)).toThrow(expect.objectContaining({ code: 'connection-invalid' }))
  },
)

test('knows which settings decide where requests go', () => {
  const from = (name: string): UrlVariable => ({ from: `settings.${name}`, pattern: '.*' })
  const server = {
    url: 'https://{host}.{zone}/{version}',
    variables: { host: from('h'), zone: { from: 'derived.z', pattern: '.*' }, version: from('v') },
  }
  expect(authoritySettings(server)).toEqual(['h'])
})

const after: Record<string, UrlVariable> = { base: { from: 'settings.host', pattern: '[\\s\\S]*' } }

test.each([
  ['v2', 'v2'],
  ['api/v 2', 'api/v%202'],
  ['a?b#c', 'a%3Fb%23c'],
  ['Ünïcode', '%C3%9Cn%C3%AFcode'],
  ['%2e%2e', '%252e%252e'],
  ['...', '...'],
])('after the host a value is any text: %j', (text, written) => {
  expect(resolve(text, after, 'https://a.example.com/{base}/orders')).toBe(`https://a.example.com/${written}/orders`)
})

test.each(['..', '.', 'a/../b', 'a/.'])('after the host %j leads nowhere else', (text) => {
  expect(() => resolve(text, after, 'https://a.example.com/{base}/orders')).toThrow(/Setting "host" has "\." or "\.\."/)
})

test('a default fills in for a setting that is left out, and no other', () => {
  const variables: Record<string, UrlVariable> = {
    host: { from: 'settings.host', pattern: '^[a-z.]+$', default: 'eu.example.com' },
  }
  expect(resolve(undefined, variables)).toBe('https://eu.example.com/api')
  expect(resolve(null, variables)).toBe('https://eu.example.com/api')
  expect(resolve('us.example.com', variables)).toBe('https://us.example.com/api')
  expect(() => resolve('', variables)).toThrow(/no host name/)
  const mapped: Record<string, UrlVariable> = { host: { from: 'settings.host', map: { eu: 'e.com' }, default: 'eu' } }
  expect(resolve(undefined, mapped)).toBe('https://e.com/api')
})

const instance: Record<string, UrlVariable> = { instance: { from: 'settings.host', url: true } }

test.each([
  ['https://jira.example.com', 'https://jira.example.com/rest/api'],
  ['https://Jira.Example.com:443/base/', 'https://jira.example.com/base/rest/api'],
  ['http://jira.example.com:8080/a b', undefined],
  ['http://jira.example.com:8080/a', 'http://jira.example.com:8080/a/rest/api'],
])('a setting may be the URL of an instance: %s', (url, expected) => {
  if (expected === undefined) expect(() => resolve(url, instance, '{instance}/rest/api')).toThrow(/"host"/)
  else expect(resolve(url, instance, '{instance}/rest/api')).toBe(expected)
})

test.each([
  'jira.example.com',
  '//jira.example.com',
  'https:/jira.example.com',
  'https:jira.example.com',
  'https:\\\\jira.example.com',
  'ftp://jira.example.com',
  'file:///etc/passwd',
  'https://user@jira.example.com',
  'https://user:pw@jira.example.com/',
  'https://jira.example.com?x=1',
  'https://jira.example.com/#a',
  'https://jira.example.com\\@evil.com',
  'https://jira.example.com/../x',
  'https://jira.example.com/%2e%2E/x',
  'https://0x7f.1/',
  'https://2130706433',
  `https://jira.example.com/${'a'.repeat(3_000)}`,
  'https://',
])('%j is no URL of an instance, and the setting is named', (url) => {
  expect(() => resolve(url, instance, '{instance}/rest/api')).toThrow(
    expect.objectContaining({ code: 'connection-invalid', message: expect.stringContaining('"host"') }),
  )
})

test('what stands for the beginning is a URL, and a URL stands there only', () => {
  expect(() => resolve('https://a.example.com', instance, 'https://{instance}/api')).toThrow(/at the beginning/)
  expect(() => resolve('a.example.com', hostOf('.*'), '{host}/api')).toThrow(/no URL/)
  const mapped: Record<string, UrlVariable> = {
    host: { from: 'settings.host', map: { eu: 'https://eu.example.com', bad: 'evil' } },
  }
  expect(resolve('eu', mapped, '{host}/api')).toBe('https://eu.example.com/api')
  expect(() => resolve('bad', mapped, '{host}/api')).toThrow(/no URL/)
})

test('knows that a URL decides where requests go', () => {
  expect(
    authoritySettings({
      url: '{instance}/api/{v}',
      variables: { ...instance, v: { from: 'settings.v', pattern: '.' } },
    }),
  ).toEqual(['host'])
})
