import type { JsonObject } from '@jackfield/core'
import { describe, expect, it } from 'vitest'
import { policies } from '../src/policies/index.ts'
import { prefix } from '../src/policies/template.ts'
import { drop, line, policy, swagger } from './harness.ts'
import { defaultCases } from './policy-cases/default-cases.ts'
import { encodingCases } from './policy-cases/encoding-cases.ts'
import { cases } from './policy-cases/index.ts'
import { nextLinkCases } from './policy-cases/next-link-cases.ts'
import { valueCases } from './policy-cases/value-cases.ts'

const answer = { 200: { description: 'OK', schema: { type: 'object' } } }
const named = (name: string, place: string, more: JsonObject = {}): JsonObject => ({
  name,
  in: place,
  required: place === 'path',
  type: 'string',
  ...more,
})
const anything = (): { json: JsonObject } => ({ json: {} })

it('every policy template is held to cases', () => {
  // "Update next link" is read as pages, and needs no policy of its own.
  const templates = [...policies.map(({ name }) => name.slice(prefix.length)), 'updatenextlink']
  expect(Object.keys(cases).sort()).toEqual(templates.sort())
})

describe('setvaluefromurl sets', () => {
  it.each([...valueCases])('$it', async ({ with: words, input = {}, answer: json, asked, sent }) => {
    const parameters = [
      named('id', 'path'),
      named('If-Match', 'header'),
      named('fields', 'query'),
      named('access_token', 'query'),
    ]
    const paths = { '/v1.0/TestAPI/tasks/{id}': { patch: { operationId: 'change', parameters, responses: answer } } }
    const policies = [policy('setvaluefromurl', words, { section: 'Request' })]
    const properties = { connectionParameters: {}, policyTemplateInstances: policies }
    const routes = {
      'GET /v1.0/TestAPI/tasks/{id}/foo': { json },
      'POST /v1.0/TestAPI/tasks/{id}/foo': { json },
      'PATCH /v1.0/TestAPI/tasks/{id}': anything,
    }
    await using sample = await drop({ definition: swagger(paths, { basePath: '/' }), properties }, { routes })
    await sample.invoke('change', { id: '7', ...input })
    const [first, second] = sample.service.requests
    expect(first && line(first)).toBe(asked)
    expect(String(second?.query)).toBe(sent.query ?? '')
    expect(second?.headers).toMatchObject(sent.headers ?? {})
  })
})

describe('updatenextlink follows', () => {
  it.each([...nextLinkCases])('$it', async ({ with: words, declared, page }) => {
    const paths = { '/list': { get: { operationId: 'list', responses: answer, ...declared } } }
    const policies = [policy('updatenextlink', words, { operations: ['list'] })]
    const properties = { connectionParameters: {}, policyTemplateInstances: policies }
    const link = 'https://api.example.com/v1/list?page=2'
    const routes = {
      'GET /v1/list': ({ query }: { query: URLSearchParams }) => ({ json: page(query.has('page') ? undefined : link) }),
    }
    await using sample = await drop({ definition: swagger(paths), properties }, { routes })
    const pages: unknown[] = []
    for await (const each of sample.kernel.invoke('sample.list', { organisation: 'test', input: {} })) pages.push(each)
    expect(pages).toEqual([page(link), page(undefined)])
    expect(sample.service.requests.map(line)).toEqual(['GET /v1/list', 'GET /v1/list?page=2'])
  })
})

describe('x-ms-visibility fills in', () => {
  it.each([...defaultCases])('$it', async ({ schema, body, sent }) => {
    const parameters = [{ name: 'body', in: 'body', schema }]
    const paths = { '/things': { post: { operationId: 'make', parameters, responses: answer } } }
    await using sample = await drop({ definition: swagger(paths) }, { routes: { 'POST /v1/things': anything } })
    await sample.invoke('make', { body })
    expect(sample.service.requests[0]?.json()).toEqual(sent)
  })
})

describe('x-ms-url-encoding encodes', () => {
  it.each([...encodingCases])('$it', async ({ path, how, input, sent }) => {
    const parameters = Object.entries(how).map(([name, encoding]) =>
      named(name, 'path', { 'x-ms-url-encoding': encoding }),
    )
    const paths = { [path]: { get: { operationId: 'read', parameters, responses: answer } } }
    const routes = { 'GET /v1/files/{a}': anything, 'GET /v1/sets/{a}/files/{b}': anything }
    await using sample = await drop({ definition: swagger(paths) }, { routes })
    await sample.invoke('read', input)
    expect(sample.service.requests[0]?.path).toBe(sent)
  })
})
