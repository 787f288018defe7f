import { expect, test } from 'vitest'
import { declared, get, json, startService, textOf, transportTo } from './loopback-service.ts'

/** Fetch Standard, HTTP-redirect fetch: what becomes of the method and the body. */
const cases = [
  [301, 'POST', 'GET', ''],
  [302, 'POST', 'GET', ''],
  [303, 'POST', 'GET', ''],
  [303, 'PUT', 'GET', ''],
  [303, 'HEAD', 'HEAD', ''],
  [301, 'PUT', 'PUT', 'text'],
  [302, 'DELETE', 'DELETE', ''],
  [307, 'POST', 'POST', 'text'],
  [308, 'PUT', 'PUT', 'text'],
] as const

test.each(cases)('%i after %s sends %s', async (status, method, expected, body) => {
  await using service = await startService(({ url }, response) =>
    url === '/from' ? response.writeHead(status, { location: '/to?a=1' }).end() : json(response, {}),
  )
  await using transport = transportTo(service)
  const sent =
    method === 'HEAD' || method === 'DELETE' ? {} : { body: 'text', headers: { 'content-type': 'text/plain' } }
  await transport.send(get('/from', { method, ...sent }))
  const second = service.seen[1]
  expect(second).toMatchObject({ method: expected, url: '/to?a=1', body })
  expect(second?.headers['content-type']).toBe(body === '' ? undefined : 'text/plain')
})

const elsewhere = [
  ['another host', 'https://evil.example/steal'],
  ['another host, without a scheme', '//evil.example/steal'],
  ['another port', 'https://api.example.com:8443/steal'],
  ['plain http', 'http://api.example.com/steal'],
  ['a host that starts the same', 'https://api.example.com.evil.example/steal'],
] as const

test.each(elsewhere)('refuses a redirect to %s', async (_name, location) => {
  await using other = await startService((_seen, response) => json(response, {}))
  await using service = await startService((_seen, response) => response.writeHead(302, { location }).end())
  await using transport = transportTo(service)
  const sending = transport.send(get('/from?key=q-secret'))
  await expect(sending).rejects.toMatchObject({ code: 'redirect-refused' })
  await expect(sending).rejects.not.toThrow(/q-secret|steal/)
  expect([service.seen.length, other.connections]).toEqual([1, 0])
})

test('refuses another origin also where that one is allowed or mapped', async () => {
  await using other = await startService((_seen, response) => json(response, {}))
  await using service = await startService((_seen, response) =>
    response.writeHead(307, { location: other.address }).end(),
  )
  const { createTransport } = await import('../../src/http/index.ts')
  await using transport = createTransport({ connectTo: { [declared]: service.address }, allowOrigins: [other.address] })
  await expect(transport.send(get('/from'))).rejects.toMatchObject({ code: 'redirect-refused', doubt: false })
  expect(other.connections).toBe(0)
})

test('a refused redirect leaves doubt where the service may have acted', async () => {
  await using service = await startService(({ url }, response) =>
    response.writeHead(url === '/see-other' ? 303 : 307, { location: 'https://evil.example/' }).end(),
  )
  await using transport = transportTo(service)
  const refused = (path: string) => transport.send(get(path, { method: 'POST' })).catch((error) => error)
  expect(await refused('/see-other')).toMatchObject({ code: 'redirect-refused', doubt: true })
  expect(await refused('/again')).toMatchObject({ code: 'redirect-refused', doubt: false })
})

test('stops after 20 redirects', async () => {
  await using service = await startService((_seen, response) => response.writeHead(302, { location: '/round' }).end())
  await using transport = transportTo(service)
  await expect(transport.send(get('/round'))).rejects.toMatchObject({ code: 'redirect-refused' })
  expect(service.seen).toHaveLength(21)
})

test('signs each hop anew', async () => {
  await using service = await startService(({ url }, response) =>
    url.startsWith('/from') ? response.writeHead(302, { location: '/to' }).end() : json(response, {}),
  )
  await using transport = transportTo(service)
  const signed: string[] = []
  const sign = (request: { url: string; headers: Readonly<Record<string, string>> }) => {
    signed.push(request.url)
    expect(request.headers).not.toHaveProperty('x-api-key')
    return { url: `${request.url}?key=k`, headers: { ...request.headers, 'x-api-key': 'k' } }
  }
  await transport.send(get('/from', { signer: { sign } }))
  expect(signed).toEqual([`${declared}/from`, `${declared}/to`])
  expect(service.seen.map(({ url, headers }) => [url, headers['x-api-key']])).toEqual([
    ['/from?key=k', 'k'],
    ['/to?key=k', 'k'],
  ])
})

test('answers a redirect as it came where asked to, and one without a location always', async () => {
  await using service = await startService(({ url }, response) =>
    response.writeHead(302, url === '/from' ? { location: '/to' } : {}).end('moved'),
  )
  await using transport = transportTo(service)
  const manual = await transport.send(get('/from', { redirect: 'manual' }))
  expect([manual.status, manual.headers.location, textOf(manual)]).toEqual([302, '/to', 'moved'])
  expect((await transport.send(get('/nowhere'))).status).toBe(302)
  expect(service.seen).toHaveLength(2)
})
