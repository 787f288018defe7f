import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { call } from './calls.ts'
import { json } from './loopback.ts'
import { oauthConnector } from './oauth-connector.ts'
import { add, services, text, zoho } from './oauth-services.ts'
import { openRoom } from './room.ts'

test.each<[string, (response: ServerResponse) => void, RegExp]>([
  [
    'an error with status 200',
    (response) => json(response, { error: 'invalid_scope', error_description: 'No such scope.' }),
    /gave no token: invalid_scope \(No such scope\.\)\./,
  ],
  [
    'an error object',
    (response) => json(response, { error: { code: 42, type: 'OAuthException', message: 'Bad.' } }, 400),
    /OAuthException \(Bad\.\)/,
  ],
  ['a form-encoded error', text('error=slow_down', 'application/x-www-form-urlencoded'), /slow_down/],
  ['a page', text('<h1>Down</h1>', 'text/html', 503), /status 503/],
  ['a success that is none', text('{}', 'application/json'), /status 200/],
  ['nothing', text('', 'application/json', 204), /status 204/],
  [
    'a redirect elsewhere',
    (response) => response.writeHead(302, { location: 'https://evil.example/' }).end(),
    /status 302/,
  ],
  [
    'control characters',
    (response) => json(response, { error: 'x', error_description: 'a\u001b[31m\nb\u2028' }, 400),
    /x \(a \[31m b \)/,
  ],
])('a refusal by %s is token-refused, and passes', async (_name, answer, message) => {
  let refuse = true
  await using both = await services((_arrived, response) =>
    refuse ? answer(response) : json(response, { access_token: 'at-1' }),
  )
  await using room = await openRoom(oauthConnector('clientCredentials'), both)
  const { id } = await add(room)
  await expect(call(room, id)).rejects.toMatchObject({
    code: 'token-refused',
    message: expect.stringMatching(message),
    doubt: false,
  })
  expect(both.called).toEqual([])
  refuse = false
  expect((await call(room, id)).status).toBe(200)
})

test.each(['invalid_grant', 'invalid_code', 'bad_refresh_token'])(
  'a lone "%s" ends the refresh token, under any status',
  async (error) => {
    for (const status of [200, 400]) {
      await using both = await services((_arrived, response) => json(response, { error }, status))
      await using room = await openRoom(oauthConnector('refreshToken', zoho), both)
      const { id } = await add(room)
      await expect(call(room, id)).rejects.toMatchObject({
        code: 'connection-needs-reauthorisation',
        message: expect.stringContaining(`gave no token: ${error}`),
        hint: expect.stringContaining('reauthorise'),
      })
      expect((await room.connections.get(id)).status).toBe('needs-reauthorisation')
      await expect(call(room, id)).rejects.toMatchObject({ code: 'connection-needs-reauthorisation' })
      expect(both.asked).toHaveLength(1)
    }
  },
)

test('a token endpoint that asks for patience is quoted', async () => {
  await using both = await services(
    (_arrived, response) =>
      void response
        .writeHead(429, { 'retry-after': '7', 'content-type': 'application/json' })
        .end('{"error":"slow_down"}'),
  )
  await using room = await openRoom(oauthConnector('clientCredentials'), both)
  await expect(call(room, (await add(room)).id)).rejects.toMatchObject({ status: 429, retryAfter: 7_000 })
})

test('a lost token answer leaves the call itself without doubt', async () => {
  await using both = await services((_arrived, response) => response.destroy())
  await using room = await openRoom(oauthConnector('clientCredentials'), both)
  await expect(call(room, (await add(room)).id)).rejects.toMatchObject({
    code: 'connection-lost',
    doubt: false,
    cause: { doubt: true },
  })
  expect(both.called).toEqual([])
})
