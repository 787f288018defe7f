import { within } from './deadline.ts'
import { ExpectationFailed } from './expectation.ts'
import type { KernelEvent } from './host/protocol.ts'

type EventOf<Name extends KernelEvent['name']> = Extract<KernelEvent, { name: Name }>

export interface AwaitedEvent<Name extends KernelEvent['name']> {
  /** Completes the sentence "Expected …". */
  readonly expected: string
  readonly where?: (data: EventOf<Name>['data']) => boolean
}

/** Events that are never passed over: where nobody waits for one, something went another way than expected. */
const loud: ReadonlySet<KernelEvent['name']> = new Set([
  'connector:failed',
  'connector:changed',
  'connector:held',
  'connector:removed',
  'run:failed',
  'listener:failed',
] as const)

/** What the kernel told and nobody has taken yet, in its order. */
export class EventLog {
  readonly #describe: (event: KernelEvent) => string
  readonly #events: KernelEvent[] = []
  readonly #looking = new Set<() => void>()
  #lost: Error | undefined
  #heir: ((event: KernelEvent) => void) | undefined

  constructor(describe: (event: KernelEvent) => string) {
    this.#describe = describe
  }

  add(event: KernelEvent): void {
    if (this.#heir === undefined) this.#events.push(event)
    else this.#heir(event)
    this.#look()
  }

  /** Nothing more will come: fails whoever waits. */
  lose(error: Error): void {
    this.#lost = error
    this.#look()
  }

  /** Keeps nothing from now on: `heir` hears each event instead. */
  handOver(heir: (event: KernelEvent) => void): void {
    this.#heir = heir
    this.#events.length = 0
  }

  /** Takes the first such event, waiting for it. Fails at once when a loud one comes that is another. */
  async take<Name extends KernelEvent['name']>(
    name: Name,
    awaited: AwaitedEvent<Name>,
  ): Promise<EventOf<Name>['data']> {
    const found = Promise.withResolvers<EventOf<Name>['data']>()
    // Not looking any more as soon as it has found: several events may come before anybody who waits goes on.
    const look = (): void => {
      try {
        const event = this.#find(name, awaited)
        if (event === undefined) return
        found.resolve(event.data as never)
      } catch (error) {
        found.reject(error)
      }
      this.#looking.delete(look)
    }
    this.#looking.add(look)
    look()
    try {
      return await within(found.promise, { expected: awaited.expected })
    } finally {
      this.#looking.delete(look)
    }
  }

  /** Fails where a loud event, or one of this name, was left. */
  expectNoneLeft(...names: KernelEvent['name'][]): void {
    const left = this.#events.find((event) => loud.has(event.name) || names.includes(event.name))
    if (left !== undefined) {
      throw new ExpectationFailed({ expected: 'nothing more to happen', seen: this.#describe(left) })
    }
  }

  #find<Name extends KernelEvent['name']>(
    name: Name,
    { expected, where = () => true }: AwaitedEvent<Name>,
  ): EventOf<Name> | undefined {
    const index = this.#events.findIndex((event) => event.name === name && where(event.data as never))
    if (index >= 0) return this.#events.splice(index, 1)[0] as EventOf<Name>
    const other = this.#events.find((event) => loud.has(event.name))
    if (other !== undefined) throw new ExpectationFailed({ expected, seen: this.#describe(other) })
    if (this.#lost !== undefined) throw this.#lost
    return undefined
  }

  #look(): void {
    for (const look of [...this.#looking]) look()
  }
}
