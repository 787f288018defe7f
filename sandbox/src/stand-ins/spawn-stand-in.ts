import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { type AccountsControl, type AccountsSettings, accountsCalls } from './accounts/index.ts'
import { createControlClient, type RunningStandIn } from './serving/index.ts'
import { standInEntry } from './stand-in-entry.ts'
import { type TrackerControl, type TrackerSettings, trackerCalls } from './tracker/index.ts'
import { type ZohoControl, type ZohoSettings, zohoCalls } from './zoho/index.ts'

/** The stand-ins by name, each with its settings and its control. */
export interface StandIns {
  accounts: { settings: AccountsSettings; control: AccountsControl }
  tracker: { settings: TrackerSettings; control: TrackerControl }
  zoho: { settings: ZohoSettings; control: ZohoControl }
}

const clients: { [Name in keyof StandIns]: (port: number) => StandIns[Name]['control'] } = {
  accounts: (port) => createControlClient<AccountsControl>(port, accountsCalls),
  tracker: (port) => createControlClient<TrackerControl>(port, trackerCalls),
  zoho: (port) => createControlClient<ZohoControl>(port, zohoCalls),
}

const startMilliseconds = 20_000
const stopMilliseconds = 2_000

export interface SpawnedStandIn<Control> extends RunningStandIn<Control> {
  readonly pid: number
}

/**
 * Starts a stand-in as a process of its own, which ends with this one.
 *
 * @throws Error when it does not come up, with what it wrote on standard error.
 * @example
 * await using tracker = await spawnStandIn('tracker', { key: 'secret' })
 * await tracker.control.createOrder({ sku: 'GEAR-1', quantity: 5 })
 */
export async function spawnStandIn<Name extends keyof StandIns>(
  name: Name,
  settings: StandIns[Name]['settings'],
): Promise<SpawnedStandIn<StandIns[Name]['control']>> {
  const child = spawn(process.execPath, [standInEntry(name), JSON.stringify(settings)], { stdio: 'pipe' })
  const close = (): Promise<void> => stop(child)
  try {
    const { port, control } = await ready(child, name)
    const client = clients[name](control)
    return { pid: child.pid ?? 0, port, controlPort: control, control: client, close, [Symbol.asyncDispose]: close }
  } catch (error) {
    await close()
    throw error
  }
}

interface Ready {
  readonly port: number
  readonly control: number
}

function ready(child: ChildProcess, name: string): Promise<Ready> {
  const complaint = collectComplaint(child)
  const lines = createInterface({ input: child.stdout as NonNullable<ChildProcess['stdout']> })
  return new Promise((resolve, reject) => {
    const fail = (what: string): void => reject(new Error(`The stand-in "${name}" ${what}\n${complaint.text()}`))
    const timer = setTimeout(() => fail(`was not ready within ${startMilliseconds} ms`), startMilliseconds)
    child.once('error', (error) => fail(`cannot be started: ${error.message}`))
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      fail(`ended before it was ready (${signal ?? code})`)
    })
    lines.once('line', (line) => {
      clearTimeout(timer)
      const said = readReady(line)
      if (said === undefined) fail(`said "${line}" where it should say that it is ready`)
      else resolve(said)
      complaint.release()
    })
  })
}

function readReady(line: string): Ready | undefined {
  try {
    return (JSON.parse(line) as { ready?: Ready }).ready
  } catch {
    return undefined
  }
}

interface Complaint {
  /** What was said so far, its end. */
  text(): string
  /** Lets what is said from now on through to standard error. */
  release(): void
}

function collectComplaint(child: ChildProcess): Complaint {
  let complaint = ''
  let isReleased = false
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-4_096)
    if (isReleased) process.stderr.write(text)
  })
  return {
    text: () => complaint,
    release: () => {
      isReleased = true
    },
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  const timer = setTimeout(() => child.kill('SIGKILL'), stopMilliseconds)
  child.stdin?.destroy()
  await ended
  clearTimeout(timer)
}
