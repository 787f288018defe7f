import { describe, expect, it } from 'vitest'
import {
  type AssessedDependent,
  type Assessment,
  type ConnectionBeyond,
  holds,
  renderers,
} from '../../src/impact/index.ts'
import type { Connection, ConnectionId, Connector, ImpactReport, JsonObject, Place } from '../../src/model/index.ts'
import { actionOf, withOperations } from '../diff/models.ts'
import { assess } from './assess-checked.ts'
import { changing, inventory, restock, tracker, usages } from './pune.ts'
import { stepAfter } from './usages.ts'

const json = (report: ImpactReport): string => renderers.find(({ name }) => name === 'json')?.impact(report) ?? ''

const host: AssessedDependent = {
  dependent: { organisation: 'pune', id: 'erp', edition: '1', kind: 'host' },
  usages: [],
  complete: false,
  bindings: [{ operation: 'production-tracker.orderCompleted' }],
}

describe('a dependent that did not tell all', () => {
  it('is at risk by each operation that it is bound to and that changed', () => {
    const report = assess(changing(tracker(), tracker('itemCode'), { dependents: [host] }))
    expect(report.steps).toEqual([
      { flow: 'erp', step: '?', operation: 'production-tracker.orderCompleted', status: 'risky' },
    ])
    expect(report.findings[0]).toMatchObject({
      status: 'risky',
      flow: 'erp',
      evidence: { file: null, line: null, pointer: null },
    })
    expect([report.verdict, report.complete, report.problems[0]?.code]).toEqual([
      'incomplete',
      false,
      'usages-incomplete',
    ])
    expect([holds(report, 'risky'), holds(report, 'broken')]).toEqual([true, false])
  })

  it('is not touched by what it is not bound to, nor by what can harm nobody', () => {
    const other = { ...host, bindings: [{ operation: 'production-tracker.getOrder' }] }
    const added = assess(
      changing(tracker(), tracker('sku', { note: { type: 'string' } }), { dependents: [host, other] }),
    )
    expect(added.summary).toMatchObject({ steps: 2, unaffected: 2 })
    expect(holds(added, 'risky')).toBe(false)
  })

  it('is at risk by what may harm somebody, too', () => {
    const moved = { ...tracker(), servers: [{ url: 'https://{host}.example.net/api', variables: {} }] }
    const report = assess(changing(tracker(), moved, { dependents: [host] }))
    expect(report.findings.map(({ kind, status, step }) => [kind, status, step])).toEqual([
      ['server.origin', 'risky', '?'],
    ])
  })

  it('counts at the steps that it did tell', () => {
    const some = { ...restock, complete: false }
    const report = assess(changing(tracker(), tracker('itemCode'), { dependents: [some] }))
    expect(report.steps.map(({ step, status }) => [step, status])).toEqual([
      ['adjust', 'unaffected'],
      ['item', 'broken'],
      ['trigger', 'risky'],
    ])
  })
})

describe('an operation that is renamed', () => {
  const at = (pointer: string): Place => ({ file: 'a.yaml', line: 3, pointer })
  const base = withOperations(actionOf('getOrder', { title: 'Get an order' }))
  const http = { method: 'GET' as const, path: '/getOrder', parameters: [], timeout: 30_000, attempts: 3 }
  const revision = withOperations(actionOf('fetchOrder', { title: 'Get an order', formerly: ['getOrder'], http }))
  const flow: AssessedDependent = {
    ...restock,
    usages: [{ step: 'one', operation: 'shop.getOrder', at: at('/steps/0/operation'), supplies: [], reads: [] }],
  }
  const report = assess(changing(base, revision, { dependents: [flow] }))

  it('breaks the steps that use it, and offers its new name', () => {
    expect(report.findings).toHaveLength(1)
    expect(report.findings[0]).toMatchObject({
      status: 'broken',
      kind: 'operation.renamed',
      evidence: { file: 'a.yaml', line: 3, pointer: '/steps/0/operation' },
      fix: { file: 'a.yaml', pointer: '/steps/0/operation', before: 'shop.getOrder', after: 'shop.fetchOrder' },
    })
  })
})

describe('an operation that has another id, and keeps the one that it had as an alias', () => {
  const http = { method: 'GET' as const, path: '/getOrder', parameters: [], timeout: 30_000, attempts: 3 }
  const base = withOperations(actionOf('get-order', { title: 'Get an order', http }))
  const named = actionOf('getOrder', { title: 'Get an order', aliases: ['get-order'], http })
  const flow: AssessedDependent = {
    ...restock,
    usages: [{ step: 'one', operation: 'shop.get-order', at: null, supplies: [], reads: [] }],
  }
  const statuses = (before: Connector, after: Connector): readonly string[] =>
    assess(changing(before, after, { dependents: [flow] })).steps.map(({ status }) => status)

  it('touches no step', () => {
    expect(statuses(base, withOperations(named))).toEqual(['unaffected'])
  })

  it('is looked at for the steps that use the alias', () => {
    const closed = { ...named, effect: 'once' as const }
    expect(statuses(withOperations(named), withOperations(closed))).toEqual(['risky'])
  })
})

describe('a credential that would go elsewhere', () => {
  const connection: Connection = {
    id: 'con_1' as ConnectionId,
    organisation: 'pune',
    connector: 'production-tracker',
    scheme: 'key',
    settings: {},
    derived: {},
    grants: [{ credential: 'key', origin: 'https://a.example.com', placement: 'header X-Api-Key' }],
    status: 'ready',
  }
  const beyond: ConnectionBeyond = {
    connection,
    grants: [{ credential: 'key', origin: 'https://b.example.net', placement: 'header X-Api-Key' }],
  }
  const report = assess(changing(tracker(), tracker(), { dependents: [], connectionsBeyond: [beyond] }))

  it('is a finding of no flow, and holds the change under either policy, flows or none', () => {
    expect(report.findings).toEqual([
      expect.objectContaining({ status: 'risky', kind: 'auth.grant', flow: null, step: null, operation: null }),
    ])
    expect(report.findings[0]?.message).toContain('https://b.example.net')
    expect([holds(report, 'risky'), holds(report, 'broken')]).toEqual([true, true])
  })
})

describe('findings', () => {
  const report = assess(changing(tracker(), tracker('itemCode')))
  const [finding] = report.findings

  it('that are accepted are shown as such and hold nothing', () => {
    const accepted = [{ fingerprint: finding?.fingerprint ?? '', by: 'operations', until: '2027-01-01' }]
    const again = assess(changing(tracker(), tracker('itemCode'), { accepted }))
    expect(again.findings[0]?.accepted).toEqual({ by: 'operations', until: '2027-01-01' })
    expect([again.verdict, holds(again, 'risky')]).toEqual(['broken', false])
  })

  it('have a fingerprint of what they are about, not of where it stands or how it is said', () => {
    const moved = usages.map((usage) => ({
      ...usage,
      reads: usage.reads.map((read) => ({ ...read, at: read.at && { ...read.at, line: 99, file: 'b.yaml' } })),
    }))
    const again = assess(changing(tracker(), tracker('itemCode'), { dependents: [{ ...restock, usages: moved }] }))
    expect(again.findings[0]?.fingerprint).toBe(finding?.fingerprint)
    const renamed = usages.map((usage) => (usage.step === 'item' ? { ...usage, step: 'goods' } : usage))
    const other = assess(changing(tracker(), tracker('itemCode'), { dependents: [{ ...restock, usages: renamed }] }))
    expect(other.findings[0]?.fingerprint).not.toBe(finding?.fingerprint)
  })
})

describe('a report', () => {
  const second: AssessedDependent = { ...restock, dependent: { ...restock.dependent, id: 'another' } }
  const both = (dependents: readonly AssessedDependent[], more: Partial<Assessment> = {}): ImpactReport =>
    assess(changing(tracker(), { ...tracker('itemCode'), servers: [] }, { dependents, ...more }))

  it('has the same bytes whatever the order of what it is made of', () => {
    const turned = { ...second, usages: [...second.usages].reverse() }
    expect(json(both([restock, second]))).toBe(json(both([turned, restock])))
  })

  it('counts every step once', () => {
    const { summary, steps } = both([restock, second])
    const { flows, steps: all, ...counts } = summary
    expect([flows, all]).toEqual([2, steps.length])
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(all)
  })

  it('is incomplete by problems that are no warnings', () => {
    const problem = { code: 'x', message: 'A flow can’t be read.' }
    expect(both([restock], { problems: [problem] }).complete).toBe(false)
    expect(both([restock], { problems: [{ ...problem, severity: 'warning' }] }).complete).toBe(true)
  })

  it('says that steps read what a removed connector gave nowhere but at the steps that invoke it', () => {
    const report = assess(
      changing(inventory, null, {
        connectorOf: (id): Connector | undefined => (id === 'production-tracker' ? tracker() : undefined),
      }),
    )
    expect(report.steps.map(({ step, status }) => [step, status])).toEqual([
      ['adjust', 'broken'],
      ['item', 'broken'],
      ['trigger', 'unaffected'],
    ])
  })
})

describe('an operation that needs what there is not here', () => {
  const lacking = { unavailable: { feature: 'auth.http.digest', reason: 'It asks for Digest.' } }
  const shop = (parts: object): Connector =>
    withOperations(actionOf('heard', { kind: 'trigger' }), actionOf('act', parts))

  it.each([
    [{}, lacking, 'broken'],
    [lacking, {}, 'risky'],
    [lacking, { unavailable: { feature: 'ref.missing', reason: 'It is not there.' } }, 'risky'],
  ] as const)('from %j to %j: %s', (base, revision, status) => {
    expect(stepAfter([shop(base), shop(revision)], {}).status).toBe(status)
  })
})

describe('an answer with nothing to read', () => {
  const giving = (...statuses: readonly string[]): Connector => {
    const http = { method: 'GET', path: '/heard', parameters: [], timeout: 30_000, attempts: 3 } as const
    const responses = Object.fromEntries(statuses.map((status) => [status, {}]))
    const output: JsonObject = { type: 'object', properties: { a: { type: 'object', properties: { b: {} } } } }
    return withOperations(actionOf('heard', { http: { ...http, responses }, output }), actionOf('act'))
  }

  it.each([
    [['200'], ['200', '202'], {}, 'risky'],
    [['200'], ['200', '204'], {}, 'broken'],
    [['200'], ['204'], {}, 'broken'],
    [['200'], ['200', '205'], {}, 'broken'],
    [['200'], ['200', '2XX'], {}, 'risky'],
    [['200'], ['200', '204'], { path: ['undeclared'] }, 'risky'],
    [['200'], ['200', '204'], { path: ['a', 'b'], guarded: 1 }, 'safe'],
    [['200'], ['200', '204'], { ifAbsent: 'tolerated' }, 'safe'],
    [['200'], ['200', '201'], {}, 'unaffected'],
    [['200', '204'], ['200'], {}, 'unaffected'],
  ] as const)('from %j to %j, read as %j: %s', (base, revision, read, status) => {
    const pair = [giving(...base), giving(...revision)] as const
    expect(stepAfter(pair, { reads: [{ path: ['a'], ...read }] }).status).toBe(status)
  })
})
