import { describe, expect, it } from 'vitest'
import { policy, swagger } from './harness.ts'
import { read, refused, withProperties } from './read-folder.ts'

const keys = ['connectionParameters', 'connectionParameterSets', 'policyTemplateInstances', 'scriptOperations']
const words = ['publisher', 'capabilities', 'iconBrandColor', 'stackOwner']
const ofParameter = ['type', 'uiDefinition', 'oAuthSettings', 'defaultValue', 'allowedValues']
const ofOauth = ['identityProvider', 'clientId', 'scopes', 'properties', 'customParameters', 'redirectMode']
const ofDefinition = [
  'x-ms-trigger',
  'x-ms-dynamic-values',
  'x-ms-dynamic-list',
  'x-ms-dynamic-tree',
  'x-ms-dynamic-schema',
  'x-ms-dynamic-properties',
  'x-ms-pageable',
  'x-ms-visibility',
  'x-ms-url-encoding',
  'x-ms-summary',
  'x-ms-notification-url',
  'x-ms-notification-content',
  'x-ms-connector-metadata',
]

describe.each([null, 1, 'x', [], [null], true, { a: null }].map((odd) => ({ odd })))(
  '$odd in every place, never thrown at',
  ({ odd }) => {
    async function isTold(properties: object): Promise<void> {
      const result = await withProperties(properties)
      const errors = result.problems.filter(({ severity }) => severity !== 'warning')
      expect(errors.every(({ code }) => code === 'properties-invalid')).toBe(true)
      if (errors.length === 0) expect(refused(result)).toEqual([])
    }

    it.each([...keys, ...words])('%s', (key) => isTold({ [key]: odd }))

    it.each(ofParameter)('%s of a connection parameter', (key) =>
      isTold({ connectionParameters: { token: { type: 'oauthSetting', [key]: odd } } }),
    )

    it.each(ofOauth)('%s of OAuth settings', (key) =>
      isTold({
        connectionParameters: {
          token: { type: 'oauthSetting', oAuthSettings: { identityProvider: 'oauth2', [key]: odd } },
        },
      }),
    )

    it.each(['templateId', 'title', 'parameters'])('%s of a policy', (key) =>
      isTold({ policyTemplateInstances: [{ ...policy('setheader', { name: 'X-A', value: 'a' }), [key]: odd }] }),
    )

    it.each(ofDefinition)('%s of an operation, a parameter and a schema', async (key) => {
      const parameter = { name: 'q', in: 'query', type: 'string', [key]: odd }
      const schema = { type: 'object', [key]: odd, properties: { a: { type: 'string', [key]: odd } } }
      const operation = {
        operationId: 'a',
        parameters: [parameter, { name: 'body', in: 'body', schema }],
        responses: { 200: { description: 'OK', schema } },
        [key]: odd,
      }
      const text = JSON.stringify(swagger({ '/a': { post: operation, [key]: odd } }))
      const result = await read({ 'apiDefinition.swagger.json': text, 'apiProperties.json': '{"properties":{}}' })
      expect(result.problems.filter(({ severity }) => severity !== 'warning')).toEqual([])
      expect(refused(result)).toEqual([])
    })
  },
)
