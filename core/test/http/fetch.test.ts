import { expect, test } from 'vitest'
import { createFetch } from '../../src/http/index.ts'
import { declared, json, startService, transportTo } from './loopback-service.ts'

test('posts a form, as token requests do', async () => {
  await using service = await startService((_seen, response) => json(response, { access_token: 't' }))
  await using transport = transportTo(service)
  const answer = await createFetch(transport)(`${declared}/token`, {
    method: 'POST',
    headers: new Headers({ accept: 'application/json' }),
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'a b' }),
    redirect: 'manual',
  })
  expect([answer.status, answer.ok, await answer.json()]).toEqual([200, true, { access_token: 't' }])
  expect(service.seen[0]).toMatchObject({
    method: 'POST',
    body: 'grant_type=client_credentials&scope=a+b',
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
  })
})

test('takes a Request, and answers without a body where there is none', async () => {
  await using service = await startService((_seen, response) => response.writeHead(204).end())
  await using transport = transportTo(service)
  const answer = await createFetch(transport)(new Request(`${declared}/x`, { method: 'PUT', body: 'abc' }))
  expect([answer.status, answer.body, service.seen[0]?.body]).toEqual([204, null, 'abc'])
})

test('answers a redirect as it came where it is manual, and follows it otherwise', async () => {
  await using service = await startService(({ url }, response) =>
    url === '/from' ? response.writeHead(302, { location: '/to' }).end() : json(response, {}),
  )
  await using transport = transportTo(service)
  const manual = await createFetch(transport)(`${declared}/from`, { redirect: 'manual' })
  expect([manual.status, manual.headers.get('location')]).toEqual([302, '/to'])
  expect((await createFetch(transport)(`${declared}/from`)).status).toBe(200)
})

test('keeps to the origin rules, the time-out and the abort', async () => {
  await using service = await startService(() => {})
  await using transport = transportTo(service)
  const fetch = createFetch(transport, 50)
  await expect(fetch('http://127.0.0.1:9/')).rejects.toMatchObject({ code: 'origin-refused' })
  await expect(fetch(`${declared}/slow`)).rejects.toMatchObject({ code: 'request-timeout' })
  await expect(fetch(`${declared}/slow`, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'request-aborted',
  })
  await expect(fetch(`${declared}/slow`, { redirect: 'error' })).rejects.toMatchObject({ code: 'argument-invalid' })
})
