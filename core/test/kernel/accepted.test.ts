import { describe, expect, it } from 'vitest'
import type { AcceptedFinding, HostDependent, KernelOptions, Log, Usage } from '../../src/index.ts'
import { connectTracker, type Host, openHost, organisation } from './host.ts'

const restock: HostDependent = { organisation, id: 'restock', edition: '1' }
const renameSku = (text: string) => text.replace(/version: .*/, "version: '2.0.0'").replaceAll('sku', 'itemCode')
const read = { step: 'trigger', path: ['sku'], as: 'value', ifAbsent: 'drops', at: null } as const
const usages: Usage[] = [
  { step: 'trigger', operation: 'production-tracker.orderCompleted', supplies: [], reads: [read] },
]
const day = 86_400_000
const date = (days: number): string => new Date(Date.now() + days * day).toISOString().slice(0, 10)
const entry = (fingerprint: string, until = date(1)): AcceptedFinding => ({
  fingerprint,
  by: 'asha',
  until,
  why: 'Replaced in spring',
})

/** What the tracker's new revision was held for, with that accepted as told before it is staged again. */
async function open(options: Partial<KernelOptions> = {}): Promise<Host & { readonly fingerprint: string }> {
  const host = await openHost()
  await host.drop('production-tracker')
  const kernel = await host.start(options)
  await host.event('connector:ready')
  await kernel.usages.put(restock, usages, { complete: true })
  await host.edit(renameSku)
  const { change } = await host.event('connector:held')
  await host.drop('production-tracker')
  await host.event('connector:withdrawn')
  return { ...host, fingerprint: change.report.findings[0]?.fingerprint ?? '' }
}

describe('a finding that the host says is accepted', () => {
  it('holds nothing for that organisation, and for no other', async () => {
    let accepted: readonly AcceptedFinding[] = []
    await using host = await open({ accepted: (whose) => (whose === organisation ? accepted : []) })
    accepted = [entry(host.fingerprint)]
    await host.edit(renameSku)
    expect(await host.event('connector:changed')).toMatchObject({ version: '2.0.0' })
    expect(host.names().filter((name) => name === 'connector:held')).toHaveLength(1)
  })

  it.each<[what: string, accepted: (mark: string) => unknown, shown: boolean]>([
    ['until yesterday', (mark) => [entry(mark, date(-1))], false],
    ['by another mark', () => [entry('0123456789abcdef')], false],
    ['without a reason', (mark) => [{ ...entry(mark), why: ' ' }], true],
    ['as something else', () => ({ mark: 1 }), true],
    [
      'by something that throws',
      () => {
        throw new Error('no list today')
      },
      true,
    ],
  ])('and is not, %s: the change is held', async (_what, accepted, isTold) => {
    let mark: string | undefined
    const told: string[] = []
    const quiet = () => {}
    const log: Log = { debug: quiet, info: quiet, warn: quiet, error: (message) => void told.push(message) }
    const answer = (): never => (mark === undefined ? [] : accepted(mark)) as never
    await using host = await open({ accepted: answer, log })
    mark = host.fingerprint
    const before = host.events.length
    await host.edit(renameSku)
    await expect.poll(() => host.names().slice(before)).toContain('connector:held')
    expect(told.some((message) => message.startsWith('what is accepted'))).toBe(isTold)
  })

  it('is held all the same where credentials would go elsewhere', async () => {
    let mark: string | undefined
    const moveServer = (text: string) =>
      text.replace('https://{host}/api', 'https://collect.example.net/api').replace(/ +variables: \{ host.*\n/, '')
    await using host = await openHost()
    await host.drop('production-tracker')
    const kernel = await host.start({ accepted: () => (mark === undefined ? [] : [entry(mark)]) })
    await host.event('connector:ready')
    await connectTracker(kernel)
    await host.edit(moveServer)
    const { change } = await host.event('connector:held')
    expect(change.report.findings).toMatchObject([{ kind: 'auth.grant' }])
    mark = change.report.findings[0]?.fingerprint
    await host.drop('production-tracker')
    await host.event('connector:withdrawn')
    const before = host.events.length
    await host.edit(moveServer)
    await expect.poll(() => host.names().slice(before)).toContain('connector:held')
  })
})
