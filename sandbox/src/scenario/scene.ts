import {
  puneAccount,
  type SpawnedStandIn,
  spawnStandIn,
  type TrackerControl,
  type ZohoControl,
} from '../stand-ins/index.ts'
import { within } from './deadline.ts'
import { describeEvent } from './describe-event.ts'
import { EventLog } from './event-log.ts'
import type { StepNumber } from './fault.ts'
import { Host } from './host/host.ts'
import type { HostSettings, KernelEvent } from './host/protocol.ts'
import type { Narrator } from './narrator.ts'
import { StockBook } from './stock-book.ts'
import { createWorkingFolder, type WorkingFolder } from './working-folder.ts'

/** Everything that a step plays with. */
export interface Scene extends AsyncDisposable {
  readonly tracker: SpawnedStandIn<TrackerControl>
  readonly zoho: SpawnedStandIn<ZohoControl>
  readonly folder: WorkingFolder
  readonly host: Host
  readonly events: EventLog
  readonly stock: StockBook
  readonly narrator: Narrator
  /** Whether this step is to go wrong. */
  isFaulty(step: StepNumber): boolean
  /** Resolves when the host's process has ended by itself. */
  readonly lost: Promise<Error>
}

export interface SceneOptions {
  readonly narrator: Narrator
  readonly fault: StepNumber | undefined
}

/** What `X-Api-Key` must say. */
export const trackerKey = 'pune-tracker-key-7Q2M'
export const trackerHost = 'tracker.example.com'

/** Starts both services, each a process of its own, beside an empty folder and a host that is not started yet. */
export async function openScene({ narrator, fault }: SceneOptions): Promise<Scene> {
  await using opening = new AsyncDisposableStack()
  const folder = opening.use(await createWorkingFolder())
  const tracker = opening.use(await spawnStandIn('tracker', { key: trackerKey, pageSize: 3 }))
  const zoho = opening.use(await spawnStandIn('zoho', { accounts: [puneAccount] }))
  const events = new EventLog((event) => describeEvent(event).text)
  const lost = Promise.withResolvers<Error>()
  const host = opening.use(
    new Host({
      settings: settingsOf(folder, tracker.port, zoho.port),
      heard: (event) => {
        tell(narrator, event)
        events.add(event)
      },
      logged: (message) => narrator.line('log', message, 'warning'),
      lost: (error) => {
        events.lose(error)
        lost.resolve(error)
      },
    }),
  )
  const stock = new StockBook(tracker.control, zoho.control)
  await within(stock.open(), { expected: 'Zoho to take the items' })
  const all = opening.move()
  return {
    tracker,
    zoho,
    folder,
    host,
    events,
    stock,
    narrator,
    lost: lost.promise,
    isFaulty: (step) => step === fault,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

function settingsOf({ connectors, database, key }: WorkingFolder, tracker: number, zoho: number): HostSettings {
  return {
    connectors,
    database,
    key,
    connectTo: {
      [`https://${trackerHost}`]: `http://127.0.0.1:${tracker}`,
      'https://www.zohoapis.in': `http://127.0.0.1:${zoho}`,
      'https://accounts.zoho.in': `http://127.0.0.1:${zoho}`,
    },
  }
}

function tell(narrator: Narrator, event: KernelEvent): void {
  const { mark, text, tone } = describeEvent(event)
  narrator.line(mark, text, tone)
}
