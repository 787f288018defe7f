import {
  type AccountsControl,
  introspectionUrl,
  puneAccount,
  type SpawnedStandIn,
  spawnStandIn,
  type TrackerControl,
  type ZohoControl,
} from '../stand-ins/index.ts'
import { within } from './deadline.ts'
import { describeEvent } from './describe-event.ts'
import { Entrance } from './entrance.ts'
import { EventLog } from './event-log.ts'
import type { StepNumber } from './fault.ts'
import { Host } from './host/host.ts'
import type { HostSettings, KernelEvent } from './host/protocol.ts'
import type { Narrator } from './narrator.ts'
import { StockBook } from './stock-book.ts'
import type { Variant } from './variants/index.ts'
import { createWorkingFolder, type WorkingFolder } from './working-folder.ts'

/** Everything that a step plays with. */
export interface Scene extends AsyncDisposable {
  readonly tracker: SpawnedStandIn<TrackerControl>
  readonly zoho: SpawnedStandIn<ZohoControl>
  /** The authorisation server of others, where Zoho is connected in the browser. */
  readonly accounts: SpawnedStandIn<AccountsControl> | undefined
  /** As it is started with. */
  readonly settings: HostSettings
  readonly variant: Variant
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
  readonly variant: Variant
}

/** What `X-Api-Key` must say. */
export const trackerKey = 'pune-tracker-key-7Q2M'
export const trackerHost = 'tracker.example.com'

/** Starts the services, each a process of its own, beside an empty folder and a host that is not started yet. */
export async function openScene({ narrator, fault, variant }: SceneOptions): Promise<Scene> {
  await using opening = new AsyncDisposableStack()
  const folder = opening.use(await createWorkingFolder())
  const tracker = opening.use(await spawnStandIn('tracker', { key: trackerKey, pageSize: 3 }))
  const entrance = opening.use(await Entrance.open())
  const publicUrl = `http://127.0.0.1:${entrance.port}/jackfield`
  const accounts = variant.zoho === 'in the browser' ? opening.use(await startAccounts(publicUrl)) : undefined
  const introspection = accounts && { ...zohoItself, url: introspectionUrl(accounts.port) }
  const zoho = opening.use(
    await spawnStandIn('zoho', { accounts: [puneAccount], ...(introspection && { introspection }) }),
  )
  const settings = settingsOf(folder, publicUrl, { tracker: tracker.port, zoho: zoho.port, accounts: accounts?.port })
  const events = new EventLog((event) => describeEvent(event).text)
  const lost = Promise.withResolvers<Error>()
  const host = opening.use(
    new Host({
      settings,
      listening: (port) => entrance.leadTo(port),
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
    accounts,
    settings,
    variant,
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

/** Zoho's two halves, where the one that gives out tokens is somebody else's. */
const accountsOrigin = 'https://accounts.zoho.in'
const zohoItself = { clientId: 'zoho-inventory', clientSecret: 'what the halves of Zoho know each other by' }

function startAccounts(publicUrl: string): Promise<SpawnedStandIn<AccountsControl>> {
  return spawnStandIn('accounts', {
    issuer: accountsOrigin,
    client: { ...puneAccount, redirectUri: `${publicUrl}/oauth/callback` },
    service: zohoItself,
    apiDomain: 'https://www.zohoapis.in',
  })
}

interface ServicePorts {
  readonly tracker: number
  readonly zoho: number
  readonly accounts: number | undefined
}

function settingsOf(
  { connectors, database, key }: WorkingFolder,
  publicUrl: string,
  { tracker, zoho, accounts = zoho }: ServicePorts,
): HostSettings {
  return {
    publicUrl,
    connectors,
    database,
    key,
    connectTo: {
      [`https://${trackerHost}`]: `http://127.0.0.1:${tracker}`,
      'https://www.zohoapis.in': `http://127.0.0.1:${zoho}`,
      [accountsOrigin]: `http://127.0.0.1:${accounts}`,
    },
  }
}

function tell(narrator: Narrator, event: KernelEvent): void {
  const { mark, text, tone } = describeEvent(event)
  narrator.line(mark, text, tone)
}
