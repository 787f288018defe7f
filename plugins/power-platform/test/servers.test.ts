import type { JsonObject } from '@jackfield/core'
import { describe, expect, it } from 'vitest'
import { drop, policy, swagger } from './harness.ts'
import { hostCases } from './policy-cases/host-cases.ts'

const operation = (operationId: string): JsonObject => ({
  operationId,
  parameters: [
    { name: 'test', in: 'header', type: 'string' },
    { name: 'port', in: 'header', type: 'string' },
    { name: 'domain', in: 'query', type: 'string' },
  ],
  responses: { 200: { description: 'OK', schema: { type: 'object' } } },
})
const paths: JsonObject = { '/me': { get: operation('me') }, '/others': { get: operation('others') } }
const string = { type: 'string', uiDefinition: { constraints: { required: 'true' } } }
const host = (urlTemplate: string, operations?: readonly string[]): JsonObject =>
  policy('dynamichosturl', { urlTemplate }, operations === undefined ? {} : { operations })

describe('the host of a connector', () => {
  it.each([...hostCases])(
    '%s',
    async (template, { settings = {}, input = {}, url, types = { cat: string } as JsonObject }) => {
      const reads = Object.keys(types).filter((name) => template.includes(`'${name}'`))
      const connectionParameters = Object.fromEntries(reads.map((name) => [name, types[name] as JsonObject]))
      const properties = { connectionParameters, policyTemplateInstances: [host(template)] }
      const routes = { 'GET /{a}': { json: {} }, 'GET /{a}/{b}': { json: {} }, 'GET /{a}/{b}/{c}': { json: {} } }
      const connection = { settings }
      await using sample = await drop({ definition: swagger(paths), properties }, { routes, connection })
      await sample.invoke('me', input)
      const [request] = sample.service.requests
      expect(`${request?.headers.host}${request?.path}`).toBe(url)
    },
  )

  it('is one of those that a connection may choose', async () => {
    const region = {
      type: 'string',
      uiDefinition: { constraints: { required: 'true', allowedValues: [{ text: 'EU', value: 'eu.example.com' }] } },
    }
    const properties = {
      connectionParameters: { region },
      policyTemplateInstances: [host("https://@connectionParameters('region')/v9")],
    }
    const files = { definition: swagger(paths), properties }
    const routes = { 'GET /v9/me': { json: {} } }
    await using sample = await drop(files, { routes, connection: { settings: { region: 'eu.example.com' } } })
    await sample.invoke('me')
    await expect(drop(files, { connection: { settings: { region: 'evil.example' } } })).rejects.toMatchObject({
      code: 'connection-invalid',
    })
  })

  it('is that of the document for operations that the policy is not for', async () => {
    const properties = {
      connectionParameters: {},
      policyTemplateInstances: [host('https://b.example.com', ['others'])],
    }
    const routes = { 'GET /v1/me': { json: {} }, 'GET /others': { json: {} } }
    await using sample = await drop({ definition: swagger(paths), properties }, { routes })
    await sample.invoke('me')
    await sample.invoke('others')
    expect(sample.service.requests.map(({ headers }) => headers.host)).toEqual(['api.example.com', 'b.example.com'])
  })
})

describe('a credential', () => {
  const secured = {
    securityDefinitions: { api_key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
    security: [{ api_key: [] }],
  }
  const secret = { type: 'securestring', uiDefinition: { constraints: { required: 'true' } } }

  it('goes where a request says only if the connection allows that host', async () => {
    const properties = {
      connectionParameters: { api_key: secret },
      policyTemplateInstances: [host("https://@queryParameters('domain')/base")],
    }
    const files = { definition: swagger(paths, secured), properties }
    const routes = { 'GET /base/me': { json: {} } }
    const credentials = { key: 'k-1' }
    const settings = { allowedHost: 'https://mine.example.com' }
    await using sample = await drop(files, { routes, connection: { settings, credentials } })
    await expect(sample.invoke('me', { domain: 'evil.example' })).rejects.toMatchObject({ code: 'origin-refused' })
    expect(sample.service.requests).toEqual([])
    await sample.invoke('me', { domain: 'mine.example.com' })
    expect(sample.service.requests[0]?.headers).toMatchObject({ host: 'mine.example.com', 'x-key': 'k-1' })
    await using usual = await drop(files, { routes, connection: { credentials } })
    await usual.invoke('me', { domain: 'api.example.com' })
    await expect(usual.invoke('me', { domain: 'mine.example.com' })).rejects.toMatchObject({ code: 'origin-refused' })
  })

  it('is given for the host of the connection alone', async () => {
    const properties = {
      connectionParameters: { api_key: secret, host: string },
      policyTemplateInstances: [host("https://@connectionParameters('host')")],
    }
    const connection = { settings: { host: 'mine.example.com' }, credentials: { key: 'k-1' } }
    await using sample = await drop({ definition: swagger(paths, secured), properties }, { connection })
    expect(sample.connection?.grants).toEqual([
      { credential: 'key', origin: 'https://mine.example.com', placement: 'header X-Key' },
    ])
  })
})
