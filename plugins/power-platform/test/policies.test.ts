import type { Json, JsonObject } from '@jackfield/core'
import type { FakeRequest } from '@jackfield/core/testing'
import { describe, expect, it } from 'vitest'
import { type Dropped, drop, policy, swagger } from './harness.ts'

/** A service that answers every request as it is told, over an operation that takes anything. */
const anything = { schema: { type: 'object' } }
const operation = (operationId: string, more: JsonObject = {}): JsonObject => ({
  operationId,
  parameters: [
    { name: 'test', in: 'header', type: 'string' },
    { name: 'version', in: 'query', type: 'string' },
    { name: 'body', in: 'body', ...anything },
  ],
  responses: { 200: { description: 'OK', ...anything } },
  ...more,
})

interface Case {
  readonly it: string
  readonly with: JsonObject
  readonly section?: string
  readonly input?: JsonObject
  /** What the service answers; else an empty object. */
  readonly answer?: Json
  readonly status?: number
  /** What the service gets. */
  readonly sent?: {
    readonly headers?: JsonObject
    readonly query?: string
    readonly body?: Json
    readonly line?: string
  }
  readonly output?: Json
}

const settings = { cat: 'bar', subPath: 'path' }
const connectionParameters = { cat: { type: 'string' }, subPath: { type: 'string' } }

/** Each case is an operation of its own, which the policy is limited to; another operation stays as it is. */
async function run(template: string, cases: readonly Case[]): Promise<void> {
  const paths: Record<string, JsonObject> = { '/other': { post: operation('other') } }
  for (const [index] of cases.entries()) paths[`/case${index}/{id}`] = { post: operation(`case${index}`) }
  const policies = cases.map(({ with: words, section = 'Request' }, index) =>
    policy(template, words, { operations: [`case${index}`], section }),
  )
  const properties = { connectionParameters, policyTemplateInstances: policies }
  let answer: Case = { it: '', with: {} }
  const reply = (): { status: number; json: Json } => ({ status: answer.status ?? 200, json: answer.answer ?? {} })
  const routes = {
    'POST /v1/{a}': reply,
    'POST /v1/{a}/{b}': reply,
    'PUT /v1/{a}/{b}': reply,
    'POST /v1/{a}/{b}/{c}': reply,
    'POST /{a}/{b}/{c}': reply,
  }
  await using sample: Dropped = await drop(
    { definition: swagger(paths), properties },
    { routes, connection: { settings } },
  )
  for (const [index, each] of cases.entries()) {
    answer = each
    sample.service.clear()
    const called = sample.invoke(`case${index}`, { id: '7', ...each.input })
    if (each.status !== undefined && each.status >= 300) await called.catch(() => {})
    else {
      const { output } = await called
      if (each.output !== undefined) expect(output, each.it).toEqual(each.output)
    }
    const [request] = sample.service.requests
    if (each.sent !== undefined) expectSent(request, each)
  }
  answer = { it: '', with: {} }
  sample.service.clear()
  await sample.invoke('other', { body: { people: [{ name: 'xyz' }] } })
  expect(sample.service.requests[0]?.json()).toEqual({ people: [{ name: 'xyz' }] })
  expect(sample.service.requests[0]?.path).toBe('/v1/other')
}

function expectSent(request: FakeRequest | undefined, { it: name, sent = {} }: Case): void {
  if (sent.line !== undefined) expect(`${request?.method} ${request?.path}`, name).toBe(sent.line)
  if (sent.query !== undefined) expect(decodeURIComponent(String(request?.query)), name).toBe(sent.query)
  if (sent.body !== undefined) expect(request?.json(), name).toEqual(sent.body)
  for (const [header, value] of Object.entries(sent.headers ?? {}))
    expect(request?.headers[header] ?? null, `${name}: ${header}`).toBe(value)
}

const people = { people: [{ name: 'xyz' }, { name: 'pqr' }] }

const tables: Readonly<Record<string, readonly Case[]>> = {
  // "Set HTTP header"
  setheader: [
    { it: 'adds', with: { name: 'X-A', value: 'one', existsAction: 'override' }, sent: { headers: { 'x-a': 'one' } } },
    {
      it: 'overrides',
      with: { name: 'test', value: 'new', existsAction: 'override' },
      input: { test: 'old' },
      sent: { headers: { test: 'new' } },
    },
    {
      it: 'skips',
      with: { name: 'Test', value: 'new', existsAction: 'skip' },
      input: { test: 'old' },
      sent: { headers: { test: 'old' } },
    },
    {
      it: 'appends',
      with: { name: 'test', value: 'new', existsAction: 'append' },
      input: { test: 'old' },
      sent: { headers: { test: 'old,new' } },
    },
    {
      it: 'reads connection, header and query',
      with: {
        name: 'X-A',
        value: "@connectionParameters('cat')/@headers('test')/@queryParameters('version')/@headers('no','d')",
        existsAction: 'override',
      },
      input: { test: 'h', version: 'v2' },
      sent: { headers: { 'x-a': 'bar/h/v2/d' } },
    },
  ],
  // "Set query string parameter"
  setqueryparameter: [
    { it: 'adds', with: { name: 'top', value: '5', existsAction: 'override' }, sent: { query: 'top=5' } },
    {
      it: 'overrides',
      with: { name: 'version', value: 'v3', existsAction: 'override' },
      input: { version: 'v2' },
      sent: { query: 'version=v3' },
    },
    {
      it: 'skips',
      with: { name: 'version', value: 'v3', existsAction: 'skip' },
      input: { version: 'v2' },
      sent: { query: 'version=v2' },
    },
    {
      it: 'appends',
      with: { name: 'version', value: 'v3', existsAction: 'append' },
      input: { version: 'v2' },
      sent: { query: 'version=v2&version=v3' },
    },
    {
      it: 'takes an encoded name as what it means, and encodes the value',
      with: { name: '%24filter', value: "a eq 'b&c'" },
      sent: { query: "$filter=a+eq+'b&c'" },
    },
  ],
  // "Set property", examples 1 to 3
  setproperty: [
    {
      it: 'of an object',
      with: {
        newPropertyParentPathTemplate: '@body().peopleObject',
        newPropertySubPathTemplate: 'location',
        propertyValuePathTemplate: 'USA',
      },
      input: { body: { peopleObject: { XYZ: { Age: '30' } } } },
      sent: { body: { peopleObject: { location: 'USA', XYZ: { Age: '30' } } } },
    },
    {
      it: 'of each element',
      with: {
        newPropertyParentPathTemplate: '@body().people',
        newPropertySubPathTemplate: 'age',
        propertyValuePathTemplate: '30',
      },
      input: { body: people },
      sent: {
        body: {
          people: [
            { name: 'xyz', age: '30' },
            { name: 'pqr', age: '30' },
          ],
        },
      },
    },
    {
      it: 'of other properties',
      with: {
        newPropertyParentPathTemplate: '@body()',
        newPropertySubPathTemplate: 'name',
        propertyValuePathTemplate: '{@body().firstName} {@body().lastName}',
      },
      input: { body: { firstName: 'John', lastName: 'Smith' } },
      sent: { body: { firstName: 'John', lastName: 'Smith', name: 'John Smith' } },
    },
    {
      it: 'of an answer, from the element',
      section: 'Response',
      with: {
        newPropertyParentPathTemplate: '@body().people',
        newPropertySubPathTemplate: "['@odata.id']",
        propertyValuePathTemplate: "p-{@item()['name']}",
      },
      answer: people,
      output: {
        people: [
          { name: 'xyz', '@odata.id': 'p-xyz' },
          { name: 'pqr', '@odata.id': 'p-pqr' },
        ],
      },
    },
    {
      it: 'as the JSON that it is',
      with: {
        newPropertyParentPathTemplate: '@body()',
        newPropertySubPathTemplate: 'filters',
        propertyValuePathTemplate: '[{"values": {@body().filters} }]',
      },
      input: { body: { filters: [1, 2] } },
      sent: { body: { filters: [{ values: [1, 2] }] } },
    },
  ],
  // "Replace string"
  stringreplace: [
    {
      it: 'in each element of an answer, elsewhere',
      section: 'Response',
      with: {
        propertyParentPath: '@body().invoices',
        propertySubPath: 'url',
        sourceString: 'https://api.example.com/invoices/',
        replacementString: '',
        newPropertyPath: '@item().id',
      },
      answer: { invoices: [{ url: 'https://api.example.com/invoices/7' }] },
      output: { invoices: [{ url: 'https://api.example.com/invoices/7', id: '7' }] },
    },
    {
      it: 'everywhere in a property, in its place',
      with: {
        propertyParentPath: '@body()',
        propertySubPath: 'link',
        sourceString: '.',
        replacementString: '%2E',
        newPropertyPath: '@body().link',
      },
      input: { body: { link: 'a.b.c', n: 1 } },
      sent: { body: { link: 'a%2Eb%2Ec', n: 1 } },
    },
    {
      it: 'not where there is no text',
      with: {
        propertyParentPath: '@body()',
        propertySubPath: 'link',
        sourceString: '1',
        replacementString: '2',
        newPropertyPath: '@body().other',
      },
      input: { body: { link: 11 } },
      sent: { body: { link: 11 } },
    },
  ],
  // "Convert an array to an object"
  convertarraytoobject: [
    {
      it: 'beside the array, without its key',
      with: {
        propertyParentPath: '@body()',
        propertySubPath: 'peopleArray',
        keyWithinCollectionPath: 'Name',
        newPropertyPath: 'peopleObject',
        retainKey: 'false',
      },
      input: {
        body: {
          peopleArray: [
            { Name: 'XYZ', Age: '30' },
            { Name: 'ABC', Age: '23' },
          ],
        },
      },
      sent: {
        body: {
          peopleArray: [
            { Name: 'XYZ', Age: '30' },
            { Name: 'ABC', Age: '23' },
          ],
          peopleObject: { XYZ: { Age: '30' }, ABC: { Age: '23' } },
        },
      },
    },
    {
      it: 'in place of the array, with its key',
      with: {
        propertyParentPath: '@body()',
        propertySubPath: 'people',
        keyWithinCollectionPath: 'name',
        newPropertyPath: '@body().people',
      },
      input: { body: people },
      sent: { body: { people: { xyz: { name: 'xyz' }, pqr: { name: 'pqr' } } } },
    },
    {
      it: 'in each element of a collection, without what has no key',
      section: 'Response',
      with: {
        propertyParentPath: '@body().sets',
        propertySubPath: 'people',
        keyWithinCollectionPath: 'name',
        newPropertyPath: '@item().byName',
        retainKey: 'false',
      },
      answer: { sets: [{ people: [{ name: 'a', n: 1 }, { n: 2 }] }] },
      output: { sets: [{ people: [{ name: 'a', n: 1 }, { n: 2 }], byName: { a: { n: 1 } } }] },
    },
  ],
  // "Convert an object to an array", examples 1 and 2
  convertobjecttoarray: [
    {
      it: 'beside the object',
      with: {
        propertyParentPath: '@body()',
        propertySubPath: 'peopleObject',
        newPropertyPath: '@body().peopleArray',
        keyName: 'Name',
        valueName: 'Details',
      },
      input: { body: { peopleObject: { XYZ: { Age: '30' } } } },
      sent: {
        body: { peopleObject: { XYZ: { Age: '30' } }, peopleArray: [{ Name: 'XYZ', Details: { Age: '30' } }] },
      },
    },
    {
      it: 'in each element of a collection',
      with: {
        propertyParentPath: '@body().sets',
        propertySubPath: 'people',
        newPropertyPath: '@item().people',
        keyName: 'Name',
        valueName: 'Details',
      },
      input: { body: { sets: [{ people: { XYZ: 1 } }] } },
      sent: { body: { sets: [{ people: [{ Name: 'XYZ', Details: 1 }] }] } },
    },
    {
      it: 'of the whole answer',
      section: 'Response',
      with: {
        propertyParentPath: '@body()',
        propertySubPath: 'null',
        newPropertyPath: '@body().zones',
        keyName: 'Name',
        valueName: 'Details',
      },
      answer: { DE: { n: 1 } },
      output: { DE: { n: 1 }, zones: [{ Name: 'DE', Details: { n: 1 } }] },
    },
  ],
  // "Convert delimited string into an array of objects"
  stringtoarray: [
    {
      it: 'of objects',
      with: {
        propertyParentPath: '@body()',
        propertySubPath: 'users',
        delimiterList: ';,',
        childPropertyName: 'userId',
        newPropertyPath: '@body().users',
      },
      input: { body: { users: 'a; b,c;' } },
      sent: { body: { users: [{ userId: 'a' }, { userId: 'b' }, { userId: 'c' }] } },
    },
    {
      it: 'of texts, elsewhere',
      with: {
        propertyParentPath: '@body()',
        propertySubPath: 'users',
        delimiterList: ';',
        newPropertyPath: '@body().list',
      },
      input: { body: { users: 'a;b' } },
      sent: { body: { users: 'a;b', list: ['a', 'b'] } },
    },
    {
      it: 'not where it is a list already',
      with: {
        propertyParentPath: '@body()',
        propertySubPath: 'users',
        delimiterList: ';',
        newPropertyPath: '@body().users',
      },
      input: { body: { users: ['a'] } },
      sent: { body: { users: ['a'] } },
    },
  ],
  encodepropertyvalue: [
    {
      it: 'in its place',
      with: { propertyParentPath: '@body()', propertySubPath: 'link', newPropertyPath: '@body().link' },
      input: { body: { link: 'a b/c' } },
      sent: { body: { link: 'a%20b%2Fc' } },
    },
    {
      it: 'in each element',
      with: { propertyParentPath: '@body().people', propertySubPath: 'name', newPropertyPath: '@item().name' },
      input: { body: { people: [{ name: 'x y' }] } },
      sent: { body: { people: [{ name: 'x%20y' }] } },
    },
    {
      it: 'elsewhere',
      with: { propertyParentPath: '@body()', propertySubPath: 'link', newPropertyPath: '@body().encoded' },
      input: { body: { link: 'ä' } },
      sent: { body: { link: 'ä', encoded: '%C3%A4' } },
    },
  ],
  moveproperties: [
    {
      it: 'what is in a property to the body',
      with: {
        srcParentPath: '@body()',
        srcSubPath: 'custom',
        dstParentPath: '@body()',
        dstSubPath: 'null',
        copyOnlySubProperties: 'true',
      },
      input: { body: { name: 'n', custom: { a: 1, b: 2 } } },
      sent: { body: { name: 'n', a: 1, b: 2 } },
    },
    {
      it: 'the property itself',
      with: { srcParentPath: '@body()', srcSubPath: 'a', dstParentPath: '@body()', dstSubPath: 'inner' },
      input: { body: { a: 1, inner: { b: 2 } } },
      sent: { body: { inner: { b: 2, a: 1 } } },
    },
    {
      it: 'nothing where nothing is',
      with: { srcParentPath: '@body()', srcSubPath: 'no', dstParentPath: '@body()', dstSubPath: 'inner' },
      input: { body: { a: 1 } },
      sent: { body: { a: 1 } },
    },
  ],
  // "Route request"
  routerequesttoendpoint: [
    {
      it: 'to a path with the same names',
      with: { newPath: '/get/{id}', httpMethod: '@Request.OriginalHTTPMethod' },
      sent: { line: 'POST /v1/get/7' },
    },
    {
      it: 'to one that reads the query',
      with: { newPath: "/@queryParameters('version')/get/{id}" },
      input: { version: 'v2' },
      sent: { line: 'POST /v1/v2/get/7' },
    },
    {
      it: 'to one with a default',
      with: { newPath: "/@header('version', 'v1')/get/{id}" },
      sent: { line: 'POST /v1/v1/get/7' },
    },
    { it: 'with another method', with: { newPath: 'put/{id}', httpMethod: 'PUT' }, sent: { line: 'PUT /v1/put/7' } },
    {
      it: 'to one that reads the connection',
      with: { newPath: "/@connectionParameters('cat')/get/{id}" },
      sent: { line: 'POST /v1/bar/get/7' },
    },
    {
      it: 'to one with a query of its own',
      with: { newPath: "/get/{id}?@headers('test')=@queryParameters('version')" },
      input: { test: 'kind', version: 'a b' },
      sent: { line: 'POST /v1/get/7', query: 'version=a+b&kind=a+b' },
    },
  ],
}

describe('a policy template', () => {
  it.each(Object.keys(tables))('%s', async (template) => {
    await run(template, tables[template] ?? [])
  })

  it.each(Object.keys(tables))('%s in any letter case', async (template) => {
    const loud = `${template.charAt(0).toUpperCase()}${template.slice(1, 4)}${template.slice(4).toUpperCase()}`
    await run(loud, (tables[template] ?? []).slice(0, 1))
  })
})
