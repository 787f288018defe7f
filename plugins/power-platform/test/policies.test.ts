import type { Json, JsonObject } from '@jackfield/core'
import type { FakeRequest } from '@jackfield/core/testing'
import { describe, expect, it } from 'vitest'
import { type Dropped, drop, policy, swagger } from './harness.ts'
import { bodyCases } from './policy-cases/body-cases.ts'
import type { Exchange } from './policy-cases/exchange.ts'
import { requestCases } from './policy-cases/request-cases.ts'
import { textCases } from './policy-cases/text-cases.ts'

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

const settings = { cat: 'bar', subPath: 'path' }
const connectionParameters = { cat: { type: 'string' }, subPath: { type: 'string' } }

/** Each case is an operation of its own, which the policy is limited to; another operation stays as it is. */
async function run(template: string, cases: readonly Exchange[]): Promise<void> {
  const paths: Record<string, JsonObject> = { '/other': { post: operation('other') } }
  for (const [index] of cases.entries()) paths[`/case${index}/{id}`] = { post: operation(`case${index}`) }
  const policies = cases.map(({ with: words, section = 'Request' }, index) =>
    policy(template, words, { operations: [`case${index}`], section }),
  )
  const properties = { connectionParameters, policyTemplateInstances: policies }
  let answer: Exchange = { it: '', with: {} }
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

function expectSent(request: FakeRequest | undefined, { it: name, sent = {} }: Exchange): void {
  if (sent.line !== undefined) expect(`${request?.method} ${request?.path}`, name).toBe(sent.line)
  if (sent.query !== undefined) expect(decodeURIComponent(String(request?.query)), name).toBe(sent.query)
  if (sent.body !== undefined) expect(request?.json(), name).toEqual(sent.body)
  for (const [header, value] of Object.entries(sent.headers ?? {}))
    expect(request?.headers[header] ?? null, `${name}: ${header}`).toBe(value)
}

const tables: Readonly<Record<string, readonly Exchange[]>> = { ...requestCases, ...bodyCases, ...textCases }

describe('a policy template', () => {
  it.each(Object.keys(tables))('%s', async (template) => {
    await run(template, tables[template] ?? [])
  })

  it.each(Object.keys(tables))('%s in any letter case', async (template) => {
    const loud = `${template.charAt(0).toUpperCase()}${template.slice(1, 4)}${template.slice(4).toUpperCase()}`
    await run(loud, (tables[template] ?? []).slice(0, 1))
  })
})
