import type { Held } from '@jackfield/core'
import type { Order } from '../../stand-ins/index.ts'
import { expectThat } from '../expectation.ts'
import { expectServing } from '../held-change.ts'
import type { StoppingPoint } from '../host/host.ts'
import type { Scene } from '../scene.ts'
import { flowId } from '../working-folder.ts'
import { completeOrder } from './complete-order.ts'
import { flowThrough } from './flow-through.ts'

/** Approves the change with the corrected flow while orders are stopped at every point of their way, and lets them go on. */
export async function approveUnderLoad(scene: Scene, held: Held): Promise<void> {
  const { events, stock, tracker, narrator } = scene
  const begun = await stopOrders(scene)
  await approve(scene, held)
  for (const point of begun) await point.open()
  for (let run = 1; run <= 4; run += 1) {
    await events.take('run:finished', { expected: `4 runs to finish after the approval, of which ${run - 1} did` })
  }
  await stock.expectExact()
  narrator.line('exact', 'all four are in stock: each adjusted once, by its quantity', 'good')
  await tracker.control.serveSku({ serve: false })
  narrator.line('tracker', 'serves orders with itemCode only from now on')
  await flowThrough(scene, await stock.order('GEAR-M2', 9))
  await expectEditions(scene)
}

/** Stops one order between the two steps, one before its run, one before its page is committed; leaves one unpolled. */
async function stopOrders(scene: Scene): Promise<StoppingPoint[]> {
  const { stock, narrator } = scene
  const between = await stopOrder(scene, await stock.order('GEAR-M2', 3), 'journal-attempt', 'between the two steps')
  const before = await stopOrder(
    scene,
    await stock.order('GEAR-M2-L', 6),
    'run-start',
    'after the commit and before the run',
  )
  const arrived = await stopOrder(
    scene,
    await stock.order('SHAFT-20', 2),
    'hand-off',
    "between a page's arrival and its commit",
  )
  const unpolled = await stock.order('GEAR-M2-L', 8)
  await completeOrder(scene, unpolled)
  narrator.line('stopped', `${unpolled.id} before the poll`)
  return [between, before, arrived]
}

async function stopOrder(scene: Scene, order: Order, label: string, moment: string): Promise<StoppingPoint> {
  const writes = label === 'journal-attempt' ? `${order.id}@` : order.id
  const point = await scene.host.stopAt({ label, when: 'before', writes }, `${moment} of ${order.id}`)
  await completeOrder(scene, order)
  await point.reached()
  scene.narrator.line('stopped', `${order.id} ${moment}`)
  return point
}

async function approve(scene: Scene, { id }: Held): Promise<void> {
  const { host, folder, events, narrator } = scene
  const document = await folder.writeFlow(scene.isFaulty(5) ? 'original' : 'corrected')
  await host.call('approve', { id, dependent: flowId, document })
  await events.take('connector:changed', {
    expected: 'the approved change to go live',
    where: ({ connector, version }) => connector === 'production-tracker' && version === '2.0.0',
  })
  narrator.line('approved', `the change, together with the corrected ${flowId}, in one transaction`, 'good')
  await expectServing(scene, '2.0.0')
}

/** What had begun finished with the flow that it began with; what came later used the corrected one. */
async function expectEditions({ host, narrator }: Scene): Promise<void> {
  const runs = await host.call('runs', {})
  const editions = runs.slice(-5).map(({ edition }) => edition)
  const [before, ...after] = [...new Set(editions)]
  expectThat(editions.filter((edition) => edition === before).length === 2 && after.length === 1, {
    expected: 'two runs of the flow as it was and three of the corrected one',
    seen: editions.join(', '),
  })
  narrator.line('runs', 'two that had begun finished as they began, three used the corrected flow', 'good')
}
