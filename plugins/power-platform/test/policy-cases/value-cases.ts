import type { Json, JsonObject } from '@jackfield/core'
import type { Cases } from './cases.ts'

/** What is asked first, what it answers, and what the operation's own request then carries. */
interface ValueCase {
  readonly it: string
  readonly with: JsonObject
  readonly input?: JsonObject
  readonly answer: Json
  readonly asked: string
  readonly sent: { readonly headers?: Readonly<Record<string, string>>; readonly query?: string }
}

const url = '/v1.0/TestAPI/tasks/{id}/foo'

/** "Set Header/Query Parameter Value From URL", and the connectors that it names as examples. */
export const valueCases: Cases<ValueCase> = [
  {
    it: 'a header, of a property of a property',
    with: {
      parameterTemplate: "@headers('location')",
      httpMethod: 'GET',
      parameterValueUrl: url,
      parameterValuePathTemplate: '@body().peopleObject.location',
    },
    answer: { peopleObject: { location: 'USA', XYZ: { Age: '30' } } },
    asked: 'GET /v1.0/TestAPI/tasks/7/foo',
    sent: { headers: { location: 'USA' } },
  },
  {
    it: 'a header that is given already, of a property with an odd name',
    with: {
      parameterTemplate: "@headers('If-Match')",
      parameterValueUrl: url,
      parameterValuePathTemplate: "@body()['@odata.etag']",
    },
    input: { 'If-Match': 'old' },
    answer: { '@odata.etag': 'W/"1"' },
    asked: 'GET /v1.0/TestAPI/tasks/7/foo',
    sent: { headers: { 'if-match': 'W/"1"' } },
  },
  {
    it: 'a query parameter, asked with a query of its own',
    with: {
      parameterTemplate: "@queryParameters('access_token')",
      httpMethod: 'GET',
      parameterValueUrl: `${url}?fields=@queryParameters('fields')`,
      parameterValuePathTemplate: '@body().data[0].access_token',
    },
    input: { fields: 'a b', access_token: 'old' },
    answer: { data: [{ access_token: 't 1' }] },
    asked: 'GET /v1.0/TestAPI/tasks/7/foo?fields=a+b',
    sent: { query: 'fields=a+b&access_token=t+1' },
  },
  {
    it: 'a number, asked with another method',
    with: {
      parameterTemplate: "@queryParameters('version')",
      httpMethod: 'POST',
      parameterValueUrl: url,
      parameterValuePathTemplate: '@body().version',
    },
    answer: { version: 12 },
    asked: 'POST /v1.0/TestAPI/tasks/7/foo',
    sent: { query: 'version=12' },
  },
]
