import { readdir } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { serve } from '../http/serve.ts'
import { makeCertificate } from '../tls/certificates.ts'
import { authority, startSecureService, trustAuthority } from '../tls/secure-service.ts'
import { openFolder } from './command-line.ts'
import { declared, line, manifestOf, secret } from './new-command.ts'

describe('jackfield new', () => {
  it('fetches a sample and tries what it wrote, with a key that stands nowhere', async () => {
    await using service = await startService()
    await using folder = await openFolder()
    const calls = ['--fetch', '--try', '--input', '{"id":"7"}', '--connect-to', `${declared}=${service.origin}`]
    const { code, out, err } = await folder.jackfieldIn(
      { env: { JACKFIELD_KEY: secret } },
      'new',
      'desk',
      ...line,
      ...calls,
    )
    expect([code, out]).toEqual([0, 'desk/connector.yaml\n{\n  "id": "7",\n  "open": true\n}\n'])
    expect(service.seen).toEqual([`GET /v2/orders/7 ${secret}`, `GET /v2/orders/7 ${secret}`])
    const text = await manifestOf(folder)
    expect(parse(text).actions.getOrder.output).toEqual({
      type: 'object',
      properties: { id: { type: 'string' }, open: { type: 'boolean' } },
    })
    expect(text + err + out).not.toContain(secret)
    expect((await readdir(tmpdir())).filter((name) => name.startsWith('jackfield-new-'))).toEqual([])
  })

  it('asks a person for key and input once, without keeping them', async () => {
    await using service = await startService()
    await using folder = await openFolder()
    const answers = ['', 'Desk', 'header', '', '7', secret, 'y']
    const { code, out, err } = await folder.jackfieldIn(
      { answers },
      'new',
      'desk',
      ...line,
      '--connect-to',
      `${declared}=${service.origin}`,
    )
    expect([code, err]).toEqual([0, expect.stringContaining('Next:')])
    expect(service.seen).toHaveLength(2)
    expect((await manifestOf(folder)) + out + err).not.toContain(secret)
  })

  it('asks a person once more where a call failed, and writes what came of it', async () => {
    await using service = await startService()
    await using folder = await openFolder()
    const answers = ['', 'Desk', 'header', '', '7', 'wrong-key', '', '7', secret, 'n']
    const to = ['--connect-to', `${declared}=${service.origin}`]
    const { code, err } = await folder.jackfieldIn({ answers }, 'new', 'desk', ...line, ...to)
    expect([code, err]).toEqual([0, expect.stringMatching(/401|credential/i)])
    expect(service.seen).toEqual([`GET /v2/orders/7 ${secret}`])
    expect((await manifestOf(folder)) + err).not.toContain('-key')
  })

  it('presents a certificate of the environment, or of files that a person names', async () => {
    trustAuthority()
    await using service = await startSecureService({ name: 'api.desk.example' })
    await using folder = await openFolder()
    const { certificate, key } = makeCertificate({ name: 'pune', issuer: authority, passphrase: 'p-1-secret' })
    const asked = ['--base-url', declared, '--auth', 'mutualTLS', '--operation', 'GET /orders', '--fetch']
    const given = [...asked, '--connect-to', `${declared}=${service.address}`]
    const env = { JACKFIELD_CERTIFICATE: certificate, JACKFIELD_KEY: key, JACKFIELD_PASSPHRASE: 'p-1-secret' }
    expect(await folder.jackfieldIn({ env }, 'new', 'desk', ...given)).toMatchObject({ code: 0 })
    await folder.write('client.pem', certificate)
    await folder.write('key.pem', key)
    const answers = ['', 'Shop', 'client.pem', 'key.pem', 'p-1-secret', 'n']
    const { code, out, err } = await folder.jackfieldIn({ answers }, 'new', 'shop', ...given)
    expect([code, err]).toEqual([0, expect.stringContaining('Next:')])
    expect(service.visits).toMatchObject([{ client: 'pune' }, { client: 'pune' }])
    expect((await manifestOf(folder)) + out + err).not.toMatch(/p-1-secret|BEGIN/)
    const lacking = await folder.jackfieldIn({ env: {} }, 'new', 'other', ...given)
    expect(lacking.err).toContain('The call needs JACKFIELD_CERTIFICATE, JACKFIELD_KEY.')
  })

  it('takes a refresh token where a person would agree in a browser', async () => {
    await using folder = await openFolder()
    const urls = ['--token-url', 'https://id.desk.example/token', '--authorization-url', 'https://id.desk.example/auth']
    const basics = ['--base-url', declared, '--auth', 'oauth2', '--operation', 'GET /orders']
    const { code, err } = await folder.jackfield('new', 'desk', ...basics, ...urls, '--fetch')
    expect([code, err]).toEqual([
      2,
      expect.stringContaining('JACKFIELD_CLIENT_ID, JACKFIELD_CLIENT_SECRET, JACKFIELD_REFRESH_TOKEN'),
    ])
  })

  it('takes settings and credentials from a file of a connection', async () => {
    await using service = await startService()
    await using folder = await openFolder()
    await folder.write(
      'connection.json',
      JSON.stringify({
        connector: 'other',
        settings: { host: 'api.desk.example' },
        credentials: { key: 'env:THE_KEY' },
      }),
    )
    const given = [
      '--base-url',
      'https://{host}/v2',
      ...line.slice(2),
      '--fetch',
      '--input',
      '{"id":"7"}',
      '--connection',
      'connection.json',
    ]
    const { code } = await folder.jackfieldIn(
      { env: { THE_KEY: secret } },
      'new',
      'desk',
      ...given,
      '--connect-to',
      `${declared}=${service.origin}`,
    )
    expect(code).toBe(0)
    expect(service.seen).toEqual([`GET /v2/orders/7 ${secret}`])
  })

  it('says what is wrong when the service refuses, and writes nothing', async () => {
    await using service = await startService()
    await using folder = await openFolder()
    const calls = ['--fetch', '--input', '{"id":"7"}', '--connect-to', `${declared}=${service.origin}`]
    const { code, out, err } = await folder.jackfieldIn(
      { env: { JACKFIELD_KEY: 'wrong-key' } },
      'new',
      'desk',
      ...line,
      ...calls,
    )
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/401|credential/i)
    expect(err).not.toContain('wrong-key')
    expect(await readdir(folder.dir)).not.toContain('desk')
  })

  it('reaches a private address only where it is told to', async () => {
    await using service = await startService()
    await using folder = await openFolder()
    const local = ['--base-url', `${service.origin}/v2`, '--auth', 'none', '--operation', 'GET /open', '--fetch']
    const refused = await folder.jackfield('new', 'desk', ...local)
    expect([refused.code, refused.out]).toEqual([1, ''])
    expect(refused.err).toContain(service.origin)
    expect(await folder.jackfield('new', 'desk', ...local, '--allow-origin', service.origin)).toMatchObject({ code: 0 })
    expect(service.seen).toEqual(['GET /v2/open undefined'])
  })
})

/** Knows order 7 for those with the key, and `open` for everybody. */
async function startService() {
  const seen: string[] = []
  const served = await serve((request: IncomingMessage, response) => {
    const key = request.headers['x-key']
    const isOpen = request.url?.endsWith('/open')
    if (key !== secret && !isOpen) return response.writeHead(401).end()
    seen.push(`${request.method} ${request.url} ${key}`)
    return response.setHeader('content-type', 'application/json').end('{"id":"7","open":true}')
  })
  return {
    seen,
    ...served,
  }
}
