import { expect, it } from 'vitest'
import type { HeldId, HostDependent, Kernel, Usage } from '../../src/index.ts'
import { put } from './bell.ts'
import { openHost, organisation } from './host.ts'

/** One action that answers a value of this type. */
const gauge = (version: string, type: string) => `jackfield: 1
id: gauge
version: '${version}'
title: Gauge
servers: [{ url: https://gauge.example.com }]
actions:
  read:
    title: Read
    http: GET /value
    output: { type: object, required: [value], properties: { value: { type: ${type} } } }
`

/** One action that takes a value of these types. */
const display = (version: string, type: string) => `jackfield: 1
id: display
version: '${version}'
title: Display
servers: [{ url: https://display.example.com }]
actions:
  show:
    title: Show
    effect: idempotent
    http: PUT /value
    input: { required: [value], properties: { value: { type: ${type} } } }
    output: { type: object }
`

const usages: Usage[] = [
  { step: 'read', operation: 'gauge.read', supplies: [], reads: [], at: null },
  {
    step: 'show',
    operation: 'display.show',
    supplies: [{ path: ['value'], from: { kind: 'copy', step: 'read', path: ['value'] }, at: null }],
    reads: [{ step: 'read', path: ['value'], as: 'value', ifAbsent: 'throws', at: null }],
    at: null,
  },
]
const dependent = (id: string): HostDependent => ({ organisation, id, edition: '1' })
const by = 'asha'

const more = `jackfield: 1
id: gauge-more
version: '1.0.0'
title: More of the gauge
extends: gauge
actions:
  peak:
    title: Peak
    http: GET /peak
    output: { type: object, required: [top], properties: { top: { $ref: '#/schemas/Value' } } }
`

it('moves and brings back an extension with what it extends', async () => {
  const withSchema = (version: string, type: string) =>
    `${gauge(version, type)}schemas: { Value: { type: object, required: [v], properties: { v: { type: ${type} } } } }\n`
  await using host = await openHost()
  await put(host.plugins, 'gauge', withSchema('1.0.0', 'integer'))
  await put(host.plugins, 'gauge-more', more)
  const kernel = await host.start()
  const reading: Usage[] = [
    { step: 'peak', operation: 'gauge-more.peak', supplies: [], reads: [], at: null },
    {
      step: 'next',
      operation: 'gauge.read',
      supplies: [],
      reads: [{ step: 'peak', path: ['top', 'v'], as: 'value', ifAbsent: 'throws', at: null }],
      at: null,
    },
  ]
  for (const id of ['one', 'two']) await kernel.usages.put(dependent(id), reading, { complete: true })
  const typeOf = async () =>
    JSON.stringify((await kernel.catalogue.operation({ organisation, operation: 'gauge-more.peak' }))?.output).includes(
      'integer',
    )
  await put(host.plugins, 'gauge', withSchema('2.0.0', 'string'))
  const { change } = await host.event('connector:held')
  expect(change.extensions?.map(({ connector }) => connector)).toEqual(['gauge-more'])
  const seen = change.report.findings.map(({ fingerprint }) => fingerprint)

  await kernel.approve(change.id, { by, only: ['one'], seen })
  const [ahead] = await kernel.changes.list({ organisation })
  expect(ahead?.report.steps.map(({ flow, step, status }) => `${flow} ${step} ${status}`)).toEqual([
    'one next unaffected',
    'one peak unaffected',
    'two next broken',
    'two peak unaffected',
  ])
  await kernel.approve(change.id, { by, seen })
  expect(await typeOf()).toBe(false)
  await kernel.rollback(change.id, { by, seen: await findingsBack(kernel, change.id) })
  expect(await typeOf()).toBe(true)
  await kernel[Symbol.asyncDispose]()
  const again = await host.start()
  expect(await again.changes.list({ organisation })).toMatchObject([
    { id: change.id, state: 'held', report: { summary: { broken: 2 } } },
  ])
})

/** What going back breaks, as the refusal names it. */
async function findingsBack(kernel: Kernel, id: HeldId): Promise<readonly string[]> {
  const refused = await kernel.rollback(id, { by }).catch((error) => error)
  return refused.hint.match(/[0-9a-f]{16}/g) ?? []
}

it('weighs another connector’s change by the revision that each has of the first', async () => {
  await using host = await openHost()
  await put(host.plugins, 'gauge', gauge('1.0.0', 'integer'))
  await put(host.plugins, 'display', display('1.0.0', '[string, integer]'))
  const kernel = await host.start()
  for (const id of ['one', 'two']) await kernel.usages.put(dependent(id), usages, { complete: true })
  await put(host.plugins, 'gauge', gauge('2.0.0', 'string'))
  const { change } = await host.event('connector:held')
  await kernel.approve(change.id, { by, only: ['one'], seen: change.report.findings.map((one) => one.fingerprint) })

  await put(host.plugins, 'display', display('2.0.0', 'string'))
  const { change: second } = await host.event('connector:held', (event) => event.change.connector === 'display')
  const statuses = second.report.steps.map(({ flow, step, status }) => `${flow} ${step} ${status}`)
  expect(statuses).toEqual(['one read unaffected', 'one show safe', 'two read unaffected', 'two show broken'])
  expect(second.report).toMatchObject({
    verdict: 'broken',
    summary: { flows: 2, steps: 4, broken: 1, safe: 1, unaffected: 2 },
  })

  // What serves goes on serving; a dependent that is told of anew keeps what it has.
  await kernel.usages.put({ ...dependent('one'), edition: '2' }, usages, { complete: true })
  const [waiting] = await kernel.changes.list({ organisation }).then((all) => all.filter(({ id }) => id === second.id))
  expect(waiting?.report.summary).toMatchObject({ broken: 1, safe: 1 })
})
