import { setTimeout as sleep } from 'node:timers/promises'
import type { HeldId } from '@jackfield/core'
import type { KernelEvent } from './host/protocol.ts'
import type { Narrator } from './narrator.ts'
import type { Scene } from './scene.ts'
import { textReport } from './text-report.ts'
import { variantNames } from './variants/index.ts'

const lookEvery = 300

/** Leaves the reader some orders to complete, and says what to try. */
export async function invite({ folder, events, stock, narrator, tracker, zoho, variant }: Scene): Promise<void> {
  events.handOver((event) => reportHeld(narrator, event))
  await Promise.all(['production-tracker', 'zoho-inventory'].map(folder.keep))
  const orders = [
    await stock.order('GEAR-M2', 15),
    await stock.order('SHAFT-20', 20),
    await stock.order('GEAR-M2-L', 2),
  ]
  const [first] = orders
  const others = variantNames.filter((name) => name !== variant.name).join(' or ')
  const sides = `--base "${folder.base}" --revision "${folder.connectors}"`
  narrator.heading('Now you', 'The host serves on and watches a copy of the connectors: the project is not changed.')
  narrator.paragraph(`
  Complete another order (${orders.map(({ id }) => id).join(', ')}), then look at the stock:
    ${curl(tracker.controlPort, 'completeOrder', { id: first?.id })}
    ${curl(zoho.controlPort, 'stock', { sku: first?.itemCode })}

  Rename a field, such as itemCode, in this file and see it held; put it back and see it withdrawn:
    ${folder.path('production-tracker', variant.tracker.file)}

  Compare it with what serves, from the project's folder:
    npx jackfield impact ${sides} --flows "${folder.flows}"
    npx jackfield diff ${sides}

  The same story, told otherwise (NAME is ${others}):
    npm start -- --variant NAME

  Ctrl-C ends everything and removes the copies.
`)
}

/** Says when a change that was held is not any more; no event tells. Ends with the signal. */
export async function tellWithdrawals({ host, narrator }: Scene, signal: AbortSignal): Promise<void> {
  let before: readonly HeldId[] = []
  while (!signal.aborted) {
    const now = (await host.call('changes', {})).map(({ id }) => id)
    if (before.some((id) => !now.includes(id))) narrator.line('withdrawn', 'the change is held no more', 'good')
    before = now
    await sleep(lookEvery, undefined, { signal }).catch(() => {})
  }
}

/** Prints the whole report of a change that the reader made. */
function reportHeld(narrator: Narrator, { name, data }: KernelEvent): void {
  if (name === 'connector:held') narrator.quote(textReport(data.change.report))
}

function curl(port: number, call: string, input: unknown): string {
  return `curl -s -d '${JSON.stringify(input)}' http://127.0.0.1:${port}/${call}`
}
