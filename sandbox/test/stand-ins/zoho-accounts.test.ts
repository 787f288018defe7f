import { describe, expect, test } from 'vitest'
import { puneAccount } from '../../src/stand-ins/index.ts'
import { startZohoClient } from './zoho.ts'

const europe = { ...puneAccount, dataCentre: 'eu', organizationId: '20098765432', clientId: '1000.EU' } as const

describe('a refresh token', () => {
  test('is exchanged for an access token, and stays', async () => {
    await using zoho = await startZohoClient()
    const { status, headers, json } = await zoho.refresh()
    expect({ status, json }).toEqual({
      status: 200,
      json: {
        access_token: expect.stringMatching(/^1000\.[0-9a-f]{32}\.[0-9a-f]{32}$/),
        api_domain: 'https://www.zohoapis.in',
        token_type: 'Bearer',
        expires_in: 3600,
      },
    })
    expect(headers['content-type']).toContain('application/json')
    const again = await zoho.refresh()
    expect(again.json.access_token).not.toBe(json.access_token)
  })

  test('and the client may stand in the query, as in the examples of the documentation', async () => {
    await using zoho = await startZohoClient()
    const { clientId, clientSecret, refreshToken } = puneAccount
    const query = new URLSearchParams({ grant_type: 'refresh_token', client_id: clientId, client_secret: clientSecret })
    const path = `/oauth/v2/token?${query}&refresh_token=${refreshToken}`
    expect((await zoho.refresh({}, { path, headers: {}, body: '' })).json).toHaveProperty('access_token')
  })

  test('makes ten access tokens in ten minutes', async () => {
    let now = Date.UTC(2026, 2, 1)
    await using zoho = await startZohoClient({ now: () => now })
    for (let count = 0; count < 10; count += 1) expect((await zoho.refresh()).json).toHaveProperty('access_token')
    expect(await zoho.refresh()).toMatchObject({ status: 400, json: { error: 'Access Denied', status: 'failure' } })
    now += 600_000
    expect((await zoho.refresh()).json).toHaveProperty('access_token')
  })

  test('that was revoked is an invalid code, and its access tokens are nothing', async () => {
    await using zoho = await startZohoClient()
    expect((await zoho.api('/items')).status).toBe(200)
    await zoho.control.revokeRefreshToken({ refreshToken: puneAccount.refreshToken })
    expect(await zoho.api('/items')).toMatchObject({ status: 401, json: { code: 57 } })
    expect(await zoho.refresh()).toMatchObject({ status: 200, json: { error: 'invalid_code' } })
    await expect(zoho.control.revokeRefreshToken({ refreshToken: 'x' })).rejects.toThrow('no such refresh token')
  })
})

describe('an error', () => {
  test.each([
    [{ refresh_token: '1000.x.y' }, 'invalid_code'],
    [{ client_secret: 'x' }, 'invalid_client_secret'],
    [{ client_id: '1000.X' }, 'invalid_client'],
    [{ grant_type: 'client_credentials' }, 'unsupported_grant_type'],
  ])('of %j is %s, with status 200', async (change, error) => {
    await using zoho = await startZohoClient()
    expect(await zoho.refresh(change as Record<string, string>)).toMatchObject({ status: 200, json: { error } })
  })

  test('is a client that is named in a Basic header alone', async () => {
    await using zoho = await startZohoClient()
    const { clientId, clientSecret, refreshToken } = puneAccount
    const answer = await zoho.refresh(
      {},
      {
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
        },
        body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken }).toString(),
      },
    )
    expect(answer).toMatchObject({ status: 200, json: { error: 'invalid_client' } })
  })

  test('is a method or path that is not there', async () => {
    await using zoho = await startZohoClient()
    expect((await zoho.refresh({}, { method: 'GET', body: '' })).status).toBe(405)
    expect((await zoho.refresh({}, { path: '/oauth/v2/tokens' })).status).toBe(404)
  })
})

describe('an access token', () => {
  test('expires', async () => {
    let now = Date.UTC(2026, 2, 1)
    await using zoho = await startZohoClient({ accessTokenSeconds: 30, now: () => now })
    const token = await zoho.accessToken()
    now += 29_999
    expect((await zoho.api('/items', { token })).status).toBe(200)
    now += 1
    expect(await zoho.api('/items', { token })).toMatchObject({
      status: 401,
      json: { code: 57, message: 'You are not authorized to perform this operation' },
    })
  })

  test('can be revoked', async () => {
    await using zoho = await startZohoClient()
    const token = await zoho.accessToken()
    await zoho.control.revokeAccessTokens()
    expect((await zoho.api('/items', { token })).status).toBe(401)
    expect((await zoho.api('/items', { token: await zoho.accessToken() })).status).toBe(200)
  })
})

describe('a data centre', () => {
  test('knows its own clients and tokens alone', async () => {
    await using zoho = await startZohoClient({ accounts: [puneAccount, europe] })
    expect((await zoho.refresh({}, { host: 'accounts.zoho.eu' })).json).toEqual({ error: 'invalid_client' })
    const european = await zoho.accessToken(europe, 'accounts.zoho.eu')
    expect(await zoho.api('/items', { token: european })).toMatchObject({ status: 401, json: { code: 57 } })
    const items = `/inventory/v1/items?organization_id=${europe.organizationId}`
    expect((await zoho.api('', { path: items, host: 'www.zohoapis.eu:443', token: european })).status).toBe(200)
    const indian = `/inventory/v1/items?organization_id=${puneAccount.organizationId}`
    expect(await zoho.api('', { path: indian, host: 'www.zohoapis.eu', token: european })).toMatchObject({
      status: 400,
      json: { code: 6041 },
    })
  })

  test('is asked for by name', async () => {
    await using zoho = await startZohoClient()
    expect((await zoho.refresh({}, { host: 'accounts.example.com' })).status).toBe(421)
    expect((await zoho.api('/items', { host: `127.0.0.1:${zoho.port}` })).status).toBe(421)
    expect((await zoho.api('/items', { host: 'accounts.zoho.in' })).status).toBe(404)
    expect((await zoho.refresh({}, { host: 'www.zohoapis.in' })).status).toBe(401)
  })
})
