import type { Held } from '@jackfield/core'
import type { Order } from '../../stand-ins/index.ts'
import { expectThat } from '../expectation.ts'
import { expectServing } from '../held-change.ts'
import type { Scene } from '../scene.ts'
import { flowId } from '../working-folder.ts'
import { completeOrder } from './complete-order.ts'
import { expectEditions } from './expect-editions.ts'
import { flowThrough } from './flow-through.ts'

/** Approves the change while orders are stopped all along their way, then lets them go on and completes one more. */
export async function approveUnderLoad(scene: Scene, held: Held): Promise<void> {
  const { stock } = scene
  const between = await stopOrder(scene, await stock.order('GEAR-M2', 3), betweenSteps)
  const before = await stopOrder(scene, await stock.order('GEAR-M2-L', 6), beforeRun)
  const arrived = await stopOrder(scene, await stock.order('SHAFT-20', 2), beforeCommit)
  const unheard = await stopUnheard(scene, await stock.order('GEAR-M2-L', 8))

  await approve(scene, held)
  await letGoOn(scene, [between, before, arrived, unheard])
  await scene.tracker.control.serveSku({ serve: false })
  scene.narrator.line('tracker', 'serves its orders with itemCode only from now on')
  const later = await stock.order('GEAR-M2', 9)
  await flowThrough(scene, later)
  await expectEditions(scene, {
    original: [between.order, before.order],
    corrected: [arrived.order, unheard.order, later],
  })
}

/** Where an order is stopped on its way: before the transaction that would write this of it. */
interface Moment {
  readonly label: string
  readonly writes: (order: Order) => string
  readonly name: string
}

const betweenSteps: Moment = {
  label: 'journal-attempt',
  writes: ({ id }) => `${id}@`,
  name: 'between the two steps',
}
const beforeRun: Moment = { label: 'run-start', writes: ({ id }) => id, name: 'after the commit and before the run' }
const beforeCommit: Moment = {
  label: 'hand-off',
  writes: ({ id }) => id,
  name: "between its page's arrival and the commit",
}

interface StoppedOrder {
  readonly order: Order
  letGo(): Promise<void>
}

async function stopOrder(scene: Scene, order: Order, { label, writes, name }: Moment): Promise<StoppedOrder> {
  const point = await scene.host.stopAt({ label, when: 'before', writes: writes(order) }, `${name} of ${order.id}`)
  await completeOrder(scene, order)
  await point.reached()
  scene.narrator.line('stopped', `${order.id} ${name}`)
  return { order, letGo: () => point.open() }
}

/** Completes an order that the host does not know of yet: the poll waits for what is stopped, or nobody has called. */
async function stopUnheard(scene: Scene, order: Order): Promise<StoppedOrder> {
  const { narrator, tracker, variant } = scene
  const isCalled = variant.hears === 'by webhook'
  if (isCalled) await tracker.control.holdDeliveries()
  await completeOrder(scene, order)
  narrator.line('stopped', `${order.id} before ${isCalled ? 'the tracker calls' : 'the poll'}`)
  return { order, letGo: async () => (isCalled ? tracker.control.releaseDeliveries() : undefined) }
}

async function approve(scene: Scene, { id }: Held): Promise<void> {
  const { host, folder, events, narrator } = scene
  const document = await folder.writeFlow(scene.isFaulty(5) ? 'original' : 'corrected')
  await host.call('approve', { id, dependents: [{ id: flowId, document }] })
  await events.take('connector:changed', {
    expected: 'the approved change to go live',
    where: ({ connector, version }) => connector === 'production-tracker' && version === '2.0.0',
  })
  narrator.line('approved', `the change, together with the corrected ${flowId}, in one transaction`, 'good')
  await expectServing(scene, '2.0.0')
  const held = await host.call('changes', {})
  expectThat(held.length === 0, { expected: 'no change to be held any more', seen: `${held.length}` })
}

async function letGoOn({ events, stock, narrator }: Scene, stopped: readonly StoppedOrder[]): Promise<void> {
  for (const { letGo } of stopped) await letGo()
  for (let finished = 0; finished < stopped.length; finished += 1) {
    await events.take('run:finished', { expected: `four runs to finish after the approval (${finished} did)` })
  }
  await stock.expectExact()
  narrator.line('exact', 'all four are in stock: each adjusted once, by its quantity', 'good')
}
