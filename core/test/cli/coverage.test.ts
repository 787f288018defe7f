import { expect, it } from 'vitest'
import { openFolder } from './command-line.ts'

const partly = `
jackfield: 1
id: parcel-desk
version: '1.0.0'
title: Parcel desk
servers: [{ url: https://api.parceldesk.example }]
actions:
  list: { title: List, http: GET /parcels }
  sign: { title: Sign, http: GET /sign, unavailable: { feature: auth.http.hoba, reason: It needs HOBA. } }
  pack: { title: Pack, http: POST /pack, effect: once, policies: [{ use: nobodys }] }
`

it('counts what can be used as it is, and what the rest lacks', async () => {
  await using folder = await openFolder()
  await folder.write('base/parcel-desk/connector.yaml', partly)
  await folder.write('base/broken/connector.yaml', 'jackfield: 1\nid: broken\nversion: 1.10\n')
  const { code, out } = await folder.jackfield('check', 'base', '--coverage', '--format', 'json')
  expect(code).toBe(1)
  const coverage = JSON.parse(out)
  expect(Object.keys(coverage)).toEqual(['connectors', 'operations', 'runnable', 'missing', 'problems'])
  expect(coverage).toEqual({
    connectors: 4,
    operations: 11,
    runnable: { connectors: 2, operations: 9 },
    missing: {
      'auth.http.hoba': { connectors: 1, operations: 1 },
      'policy.nobodys': { connectors: 1, operations: 1 },
      unreadable: { connectors: 1, operations: 0 },
    },
    problems: [
      { connector: 'broken', feature: 'unreadable', message: expect.any(String) },
      {
        connector: 'parcel-desk',
        operation: 'pack',
        feature: 'policy.nobodys',
        message: 'Nothing here brings the policy "nobodys".',
      },
      { connector: 'parcel-desk', operation: 'sign', feature: 'auth.http.hoba', message: 'It needs HOBA.' },
    ],
  })
})

it('says it in words, and is fine where only features are missing', async () => {
  await using folder = await openFolder()
  await folder.write('base/parcel-desk/connector.yaml', partly)
  const { code, out } = await folder.jackfield('check', 'base', '--coverage')
  expect(code).toBe(0)
  expect(out).toBe(`2 of 3 connectors (66.6 %), 9 of 11 operations (81.8 %) fully runnable
  auth.http.hoba  1 connector, 1 operation
  policy.nobodys  1 connector, 1 operation
parcel-desk.pack: Nothing here brings the policy "nobodys". (policy.nobodys)
parcel-desk.sign: It needs HOBA. (auth.http.hoba)
`)
})

it('takes operations that were tried and did not work for not runnable', async () => {
  await using folder = await openFolder()
  const trials = [
    { connector: 'production-tracker', operation: 'getOrder', outcome: 'refused', detail: '422 for the path' },
    { connector: 'production-tracker', operation: 'listOrders', outcome: 'accepted' },
  ]
  await folder.write('trials.json', JSON.stringify(trials))
  const { out } = await folder.jackfield('check', 'base', '--coverage', '--trials', 'trials.json', '--format', 'json')
  expect(JSON.parse(out)).toMatchObject({
    runnable: { connectors: 1, operations: 7 },
    missing: { 'trial.refused': { connectors: 1, operations: 1 } },
    problems: [{ connector: 'production-tracker', operation: 'getOrder', message: '422 for the path' }],
  })
  await folder.write('trials.json', '{}')
  const refused = await folder.jackfield('check', 'base', '--coverage', '--trials', 'trials.json')
  expect(refused).toMatchObject({ code: 2, out: '' })
  expect(refused.err).toContain('trials.json does not say what became of trials.')
})
