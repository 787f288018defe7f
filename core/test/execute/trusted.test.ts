import { existsSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { trusted } from '../../src/execute/trusted.ts'
import type { Kernel } from '../../src/index.ts'
import { openHost, organisation } from '../kernel/host.ts'

const billing = (factor: number): string => `
import { action, defineConnector, trigger } from '@jackfield/core/sdk'
import { times } from './times.ts'

export default defineConnector({
  id: 'billing',
  version: '1.0.0',
  title: 'Billing',
  actions: {
    double: action({
      effect: 'read',
      input: { required: ['amount'], properties: { amount: { type: 'number' } } },
      output: { type: 'number' },
      run: ({ amount }: { amount: number }) => times(amount, ${factor}),
    }),
    count: action({
      effect: 'idempotent',
      async run(_input, { storage, log, clock, idempotencyKey }) {
        const calls = Number((await storage.get('calls')) ?? 0) + 1
        await storage.put('calls', calls)
        log.info('Counted.', { calls })
        return { calls, idempotencyKey, now: clock.now() }
      },
    }),
    fail: action({ effect: 'read', run: () => { throw new Error('no such bill') } }),
    slow: action({ effect: 'read', timeout: '200ms', run: (_input, { clock }) => clock.sleep(5_000) }),
  },
  triggers: {
    paid: trigger({
      start: 'beginning',
      output: { type: 'number' },
      async *poll(_input, { cursor }) {
        const from = typeof cursor === 'number' ? cursor : 0
        for (let number = from; number < 250; number += 1) yield { id: String(number), data: number, cursor: number + 1 }
      },
    }),
  },
})
`

const times = 'export const times = (value: number, factor: number): number => value * factor\n'

async function putBilling(plugins: string, text: string): Promise<void> {
  await mkdir(join(plugins, 'billing'), { recursive: true })
  await writeFile(join(plugins, 'billing', 'times.ts'), times)
  await writeFile(join(plugins, 'billing', 'connector.ts'), text)
}

const double = async (kernel: Kernel, dependent?: string) =>
  (
    await kernel.invoke('billing.double', {
      organisation,
      input: { amount: 21 },
      ...(dependent !== undefined && { dependent }),
    })
  ).output

it('runs a connector in code that the host trusts, with its services', async () => {
  await using host = await openHost()
  await putBilling(host.plugins, billing(2))
  const kernel = await host.start({ trust: ['billing'] })
  expect(host.events.filter(({ name }) => name === 'connector:failed')).toEqual([])
  expect(await double(kernel)).toBe(42)
  await kernel.invoke('billing.count', { organisation })
  const { output } = await kernel.invoke('billing.count', { organisation, idempotencyKey: 'one' })
  expect(output).toMatchObject({ calls: 2, idempotencyKey: 'one' })
  await expect(kernel.invoke('billing.count', { organisation: 'thane' })).resolves.toMatchObject({
    output: { calls: 1 },
  })
  await expect(kernel.invoke('billing.fail', { organisation })).rejects.toMatchObject({
    code: 'connector-failed',
    message: "billing.fail failed in the connector's own code: no such bill",
  })
  await expect(kernel.invoke('billing.slow', { organisation })).rejects.toMatchObject({ code: 'request-timeout' })
})

it('polls it page by page', async () => {
  await using host = await openHost()
  await putBilling(host.plugins, billing(2))
  const kernel = await host.start({ trust: ['billing'] })
  const heard: unknown[] = []
  await kernel.listen({
    operation: 'billing.paid',
    organisation,
    dependent: 'till',
    deliver: ({ data }) => void heard.push(data),
  })
  await vi.waitUntil(() => heard.length === 250, { timeout: 5_000 })
  expect(heard).toEqual(Array.from({ length: 250 }, (_, number) => number))
})

it('stages a change of its code as risky, and runs the old revision after a restart', async () => {
  await using host = await openHost()
  await putBilling(host.plugins, billing(2))
  const kernel = await host.start({ trust: ['billing'] })
  const usage = { step: 'double', operation: 'billing.double' as const, supplies: [], reads: [] }
  await kernel.usages.put({ organisation, id: 'till', edition: '1' }, [usage], { complete: true })
  await putBilling(host.plugins, billing(3))
  const { change } = await host.event('connector:held')
  expect(change.report).toMatchObject({
    verdict: 'risky',
    findings: [{ kind: 'operation.code', operation: 'billing.double' }],
  })
  expect(await double(kernel)).toBe(42)
  await kernel[Symbol.asyncDispose]()

  const restarted = await host.start({ trust: ['billing'] })
  expect(await double(restarted, 'till')).toBe(42)
  await restarted.approve(change.id, { by: 'operations' })
  expect(await double(restarted, 'till')).toBe(63)
})

it('says what to do without an executor, about another id, and about what is no definition', async () => {
  await using host = await openHost()
  await putBilling(host.plugins, billing(2))
  await writeFile(join(host.plugins, 'ledger.js'), billing(2).replace(`import { times } from './times.ts'`, ''))
  await writeFile(join(host.plugins, 'till.mjs'), 'export default 7')
  await host.start({ trust: ['ledger', 'till'] })
  const problems = host.events.flatMap(
    ({ event }) => (event as { problems?: { code: string; hint: string }[] }).problems,
  )
  expect(problems).toMatchObject([
    { code: 'executor-missing', hint: expect.stringContaining("trust: ['billing']") },
    { code: 'code-failed', file: join(host.plugins, 'ledger.js') },
    { code: 'code-failed', message: expect.stringContaining('export default defineConnector') },
  ])
})

it('leaves nothing behind where it is ended while its files are written', async () => {
  const name = `ended-${process.pid}-${Date.now()}.js`
  const program = { name: 'ended', entry: name, files: [{ path: name, text: 'export default {}' }] }
  const guest = trusted().start(program, { message() {}, ended() {} })
  guest.send('{"kind":"describe","id":1}')
  await new Promise((resolve) => queueMicrotask(() => resolve(undefined)))
  await guest.kill()
  // Whatever still goes on had time to end.
  await new Promise((resolve) => setTimeout(resolve, 300))
  const folders = (await readdir(tmpdir())).filter((folder) => folder.startsWith('jackfield-trusted-'))
  expect(folders.filter((folder) => existsSync(join(tmpdir(), folder, 'connector', name)))).toEqual([])
})
