import type { JsonObject } from '@jackfield/core'
import { describe, expect, it } from 'vitest'
import { policy } from './harness.ts'
import { format, read, refused, withProperties } from './read-folder.ts'

describe('properties that are none', () => {
  it.each([
    ['{ "properties": {', 'text-syntax'],
    ['{"properties":{"connectionParameters":{"api_key":{"type":"secur', 'text-syntax'],
    [`{"properties":${'['.repeat(100_000)}`, 'text-nested'],
  ])('are told about at their place: %#', async (text, code) => {
    const { connector, problems } = await withProperties(text)
    expect(connector).toBeUndefined()
    expect(problems).toMatchObject([
      {
        code,
        file: 'sample/apiProperties.json',
        line: expect.any(Number),
        column: expect.any(Number),
      },
    ])
  })

  it.each<[object, string]>([
    [{ connectionParameterSets: [] }, '/properties/connectionParameterSets'],
    [{ connectionParameterSets: { values: {} } }, '/properties/connectionParameterSets/values'],
    [
      { connectionParameterSets: { values: [{ name: 'a', parameters: [] }] } },
      '/properties/connectionParameterSets/values/0/parameters',
    ],
    [{ policyTemplateInstances: { templateId: 'setheader' } }, '/properties/policyTemplateInstances'],
    [{ scriptOperations: { a: true } }, '/properties/scriptOperations'],
    [{ scriptOperations: ['a', 1] }, '/properties/scriptOperations'],
    [
      { policyTemplateInstances: [policy('setheader', { name: 'a', value: 'b' }, { section: 'inbound' })] },
      '/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplate-policySection',
    ],
    [
      {
        policyTemplateInstances: [{ templateId: 'setheader', parameters: { 'x-ms-apimTemplate-policySection': [] } }],
      },
      '/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplate-policySection',
    ],
    [
      {
        policyTemplateInstances: [
          { templateId: 'setheader', parameters: { 'x-ms-apimTemplate-operationName': { a: true } } },
        ],
      },
      '/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplate-operationName',
    ],
    [
      {
        policyTemplateInstances: [
          { templateId: 'setheader', parameters: { 'x-ms-apimTemplate-operationName': ['a', 1] } },
        ],
      },
      '/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplate-operationName',
    ],
  ])('in what decides who is asked, and for which operations: %j', async (properties, pointer) => {
    const { connector, problems } = await withProperties(properties)
    expect(connector).toBeUndefined()
    expect(problems).toMatchObject([
      {
        code: 'properties-invalid',
        file: 'sample/apiProperties.json',
        pointer,
        line: 1,
        column: expect.any(Number),
      },
    ])
  })
})

describe('a policy that would send what it does not mean', () => {
  const polled = { triggerConfig: { since: '@{utcNow()}' } }
  it.each<[string, JsonObject, string]>([
    ['pollingtrigger', polled, 'policy.expression'],
    ['pollingtrigger', { triggerConfig: { since: ['@triggerOutputs().a'] } }, 'policy.expression'],
    ['setheader', { name: 'X-A', value: "Basic @base64('a')" }, 'policy.expression'],
    ['setheader', { name: 'X-A', value: '{@guid()}' }, 'policy.expression'],
    ['setqueryparameter', { name: 'a', value: '@{headers(1)}' }, 'policy.expression'],
    ['routerequesttoendpoint', { newPath: '/@concat(1)', httpMethod: 'GET' }, 'policy.expression'],
    ['updatenextlink', {}, 'policy.invalid'],
    ['pollingtrigger', { triggerConfig: { key: "@connectionParameters('api_key')" } }, 'auth.body'],
  ])('makes its operation unavailable: %s %j', async (template, parameters, feature) => {
    const result = await withProperties({
      connectionParameters: { api_key: { type: 'securestring' } },
      policyTemplateInstances: [
        policy('setheader', { name: 'X-Key', value: "@connectionParameters('api_key')" }),
        policy(template, parameters, { operations: ['b'] }),
      ],
    })
    expect(refused(result)).toEqual([])
    expect(result.connector?.operations.b?.unavailable?.feature).toBe(feature)
    expect(result.connector?.operations.a?.unavailable).toBeUndefined()
  })

  it.each(['me@example.com', '@odata.nextLink', 'a @ b(c)', '{id}'])('is none with text: %s', async (value) => {
    const instance = policy('setheader', { name: 'X-A', value }, { operations: ['b'] })
    const { connector } = await withProperties({ policyTemplateInstances: [instance] })
    expect(connector?.operations.b?.unavailable).toBeUndefined()
  })
})

describe('a folder that is made to be hard', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'has %s for a name, and nothing else knows it',
    async (name) => {
      const properties = `{ "properties": {
        "connectionParameters": { "${name}": { "type": "securestring" }, "plain": { "type": "string", "uiDefinition": { "${name}": 1 } } },
        "policyTemplateInstances": [
          { "templateId": "${name}", "parameters": { "x-ms-apimTemplate-operationName": ["b"] } },
          { "templateId": "setheader", "parameters": { "x-ms-apimTemplateParameter.${name}": "a",
            "x-ms-apimTemplateParameter.name": "${name}", "x-ms-apimTemplateParameter.value": "@connectionParameters('${name}')",
            "x-ms-apimTemplate-operationName": ["a"] } }
        ],
        "scriptOperations": ["${name}"], "${name}": { "type": "string" } } }`
      const result = await withProperties(properties)
      expect(refused(result)).toEqual([])
      expect(result.connector?.operations.b?.unavailable?.feature).toBe(`policy.${name.toLowerCase()}`)
      expect(result.connector?.operations.a?.unavailable).toBeUndefined()
      expect(Object.keys(result.connector?.securitySchemes ?? {})).toHaveLength(1)
      expect(({} as Record<string, unknown>).type).toBeUndefined()
      expect(Object.keys(Object.prototype)).toEqual([])
    },
  )

  it.each(['../../etc/passwd', 'a\u0000b', ' ', 'CON', 'a/b\\c', 'é'.repeat(300)])(
    'takes names that are paths as text: %j',
    async (name) => {
      const result = await withProperties(
        {
          connectionParameters: { [name]: { type: 'string' } },
          policyTemplateInstances: [
            policy('setheader', { name: 'X-A', value: `@connectionParameters('${name}')` }, { operations: [name] }),
          ],
        },
        `../${name}`,
      )
      expect(refused(result)).toEqual([])
      expect(result.connector?.id).toMatch(/^[a-z][a-z0-9-]*$/)
    },
  )

  it('reads expressions as far as anybody would nest one, and paths in linear time', async () => {
    const started = performance.now()
    const result = await withProperties({
      policyTemplateInstances: [
        policy('setheader', { name: 'X-A', value: "@{headers('".repeat(50_000) }),
        policy('setproperty', { propertyParentPath: `@body()${'.a'.repeat(50_000)}`, newValue: '1' }),
        policy('routerequesttoendpoint', { newPath: `/${"@connectionParameters('x')".repeat(20_000)}` }),
        policy('dynamichosturl', { urlTemplate: `https://${'@'.repeat(50_000)}` }),
      ],
    })
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(refused(result)).toEqual([])
    expect(result.connector?.operations.b?.unavailable).toBeDefined()
  })

  it.each([
    'https://@',
    'https://me@a.example.com',
    'https://a b.example.com',
    'https://a.example.com:port',
    'https://[1',
    'ftp://a.example.com',
  ])('has no server where a policy gives none: %s', async (urlTemplate) => {
    const result = await withProperties({ policyTemplateInstances: [policy('dynamichosturl', { urlTemplate })] })
    expect(refused(result)).toEqual([])
    expect(result.connector?.operations.a?.unavailable?.feature).toBe('server.template')
  })

  it('reads many parameters in linear time', async () => {
    const names = Array.from({ length: 30_000 }, (_, n) => `p${n}`)
    const started = performance.now()
    const result = await withProperties({
      connectionParameters: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
      policyTemplateInstances: [policy('setheader', { name: 'X-A', value: "@connectionParameters('p1')" })],
    })
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(refused(result)).toEqual([])
    expect(Object.keys(result.connector?.settings.properties as object)).toHaveLength(names.length)
  })

  it('reads many policies in bounded time', async () => {
    const names = Array.from({ length: 2_000 }, (_, n) => `p${n}`)
    const started = performance.now()
    const result = await withProperties({
      connectionParameters: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
      policyTemplateInstances: names.map((name) =>
        policy('setheader', { name, value: `@connectionParameters('${name}')` }),
      ),
    })
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(refused(result)).toEqual([])
  })

  it('is claimed only with a definition', () => {
    const entry = (...paths: string[]) => ({
      name: 'a',
      path: 'a',
      kind: 'folder' as const,
      files: paths.map((path) => ({ path, bytes: new Uint8Array() })),
    })
    expect(format.claims(entry())).toBe(false)
    expect(format.claims(entry('apiProperties.json'))).toBe(false)
    expect(format.claims(entry('deep/apiDefinition.swagger.json'))).toBe(false)
  })

  it('says of an empty definition where it is', async () => {
    const { connector, problems } = await read({ 'apiDefinition.swagger.json': '', 'apiProperties.json': '{}' })
    expect(connector).toBeUndefined()
    expect(problems).toMatchObject([{ file: 'sample/apiDefinition.swagger.json' }])
  })
})
