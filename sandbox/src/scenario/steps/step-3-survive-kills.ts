import type { Order } from '../../stand-ins/index.ts'
import { within } from '../deadline.ts'
import { expectThat } from '../expectation.ts'
import type { Scene } from '../scene.ts'
import { until } from '../until.ts'
import { flowFile, flowId } from '../working-folder.ts'
import { completeOrder } from './complete-order.ts'
import type { Step } from './step.ts'

export const surviveKills: Step = {
  number: 3,
  title: 'Three orders, and a host that is killed three times',
  why:
    'Zoho takes no idempotency key: a repeated request would adjust twice. Each attempt is journaled first; after a crash the ' +
    'connector\'s own "confirm" operation finds out whether it happened.',
  async play(scene) {
    await addFlow(scene)
    if (scene.isFaulty(3)) await scene.zoho.control.refuse({ endpoint: 'listAdjustments', times: 1_000 })
    await killBeforeSending(scene, await scene.stock.order('GEAR-M2', 12))
    await killBeforeAnswer(scene, await scene.stock.order('SHAFT-20', 30))
    await killAfterResult(scene, await scene.stock.order('GEAR-M2', 7))
  },
}

async function addFlow(scene: Scene): Promise<void> {
  const { host, folder, narrator, variant } = scene
  const own = await host.call('connections', {})
  const of = (connector: string): (typeof own)[number]['id'] => {
    const connection = own.find((candidate) => candidate.connector === connector)
    expectThat(connection !== undefined, { expected: `a connection to ${connector}`, seen: 'none' })
    return connection.id
  }
  const connections = { tracker: of('production-tracker'), stock: of('zoho-inventory') }
  await host.call('addFlow', { text: await folder.writeFlow('original'), file: flowFile, connections })
  narrator.line('flow', `${flowId} is added: when an order is completed, its quantity goes into stock`)
  if (variant.tracker.isCode) await hasBegun(scene)
}

/** What a poll of code finds at first was there already: an order that is completed before it would not be news. */
async function hasBegun({ tracker }: Scene): Promise<void> {
  const polls = async (): Promise<number> =>
    (await tracker.control.requests()).filter(({ query }) => query.status === 'completed').length
  await until(async () => (await polls()) > 1, 'the tracker to be polled')
}

async function killBeforeSending(scene: Scene, order: Order): Promise<void> {
  const { host, stock } = scene
  const asked = await stock.confirmRequests()
  const moment = `where the attempt for ${order.id} is journaled and not sent`
  const point = await host.stopAt({ label: 'journal-attempt', when: 'after', writes: `${order.id}@` }, moment)
  await completeOrder(scene, order)
  await point.reached()
  await kill(scene, 'after the attempt was journaled, before the request was sent')
  await expectRequests(scene, order, 0)
  await resume(scene)
  await expectConfirmed(scene, asked)
  await expectOnce(scene, order)
}

async function killBeforeAnswer(scene: Scene, order: Order): Promise<void> {
  const { zoho, stock } = scene
  const asked = await stock.confirmRequests()
  const announced = await zoho.control.announcements()
  await zoho.control.actWithoutAnswering()
  await completeOrder(scene, order)
  const [announcement] = await within(zoho.control.announcements({ after: announced.length, wait: 15_000 }), {
    expected: `Zoho to act upon ${order.id}`,
    patience: 16_000,
  })
  expectThat(announcement?.acts === true && announcement.withheld?.status === 201, {
    expected: `Zoho to adjust the stock for ${order.id} without answering`,
    seen: JSON.stringify(announcement ?? 'nothing of it'),
  })
  await kill(scene, 'after Zoho adjusted the stock, before it answered')
  await stock.expectExact()
  await resume(scene)
  await expectConfirmed(scene, asked)
  await expectOnce(scene, order)
}

async function killAfterResult(scene: Scene, order: Order): Promise<void> {
  const { host, stock } = scene
  const asked = await stock.confirmRequests()
  const moment = `where the result for ${order.id} is stored`
  const point = await host.stopAt({ label: 'journal-result', when: 'after', writes: `${order.id}@` }, moment)
  await completeOrder(scene, order)
  await point.reached()
  await kill(scene, 'after the result was stored')
  await resume(scene)
  const again = await stock.confirmRequests()
  expectThat(again === asked, { expected: 'a stored result not to be asked for again', seen: 'that it was' })
  await expectOnce(scene, order)
}

async function kill({ host, narrator }: Scene, moment: string): Promise<void> {
  await host.kill()
  narrator.line('killed', `the host, ${moment}`, 'bad')
}

async function resume({ host, events, narrator }: Scene): Promise<void> {
  await host.start()
  narrator.line('host', 'is started again')
  await events.take('run:finished', { expected: 'the interrupted run to be finished after the restart' })
}

async function expectRequests({ stock }: Scene, order: Order, expected: number): Promise<void> {
  const seen = await stock.adjustRequests(order)
  expectThat(seen === expected, {
    expected: `${expected} requests to adjust the stock for ${order.id}`,
    seen: String(seen),
  })
}

async function expectConfirmed({ stock }: Scene, asked: number): Promise<void> {
  const seen = await stock.confirmRequests()
  expectThat(seen > asked, { expected: 'Zoho to be asked whether the adjustment happened', seen: 'no such request' })
}

async function expectOnce(scene: Scene, order: Order): Promise<void> {
  await expectRequests(scene, order, 1)
  await scene.stock.expectExact()
  scene.narrator.line('exact', `${order.id} is in stock: sent once, adjusted once, by ${order.quantity}`, 'good')
}
