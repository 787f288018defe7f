import { expect, it } from 'vitest'
import type { HostDependent, Usage } from '../../src/index.ts'
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
