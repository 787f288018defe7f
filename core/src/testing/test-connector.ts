import { randomBytes } from 'node:crypto'
import { connectorInvalid } from '../errors/index.ts'
import type { Extension } from '../extend/index.ts'
import type { Outcome } from '../invoke/index.ts'
import { createKernel, type Kernel } from '../kernel/index.ts'
import type { ConnectorDefinition } from '../load/index.ts'
import type { Connection, ConnectorId, Dict, JsonObject, Problem } from '../model/index.ts'
import { sqlite } from '../store/index.ts'
import { type ConnectorListener, listenIn } from './connector-listener.ts'
import type { FakeService } from './fake-service.ts'
import { stageEntries } from './stage-entries.ts'
import { type VirtualClock, virtualClock } from './virtual-clock.ts'

export interface TestConnectorOptions {
  /** Takes every `https` request of the connector, whatever its origin: nothing else is reached. */
  readonly service: FakeService
  /** Origins with plain `http` that the connector calls, such as one on loopback: the service takes those too. */
  readonly allowOrigins?: readonly string[]
  /**
   * What a connection is made of; for an extension, one to what it extends. Left out altogether: no connection, for a
   * connector that needs none.
   */
  readonly connection?: {
    readonly settings?: JsonObject
    readonly scheme?: string
    readonly credentials?: Dict<string>
  }
  /** Files or folders of other connectors that it needs, such as the one that it extends. */
  readonly beside?: readonly string[]
  /** Formats, authentication schemes and executors that it needs. */
  readonly extensions?: readonly Extension[]
  /** @default a new one */
  readonly clock?: VirtualClock
  /**
   * What an output that does not fit its schema is.
   * @default 'error': the fake service answers as the documentation says
   */
  readonly validateOutput?: 'error' | 'warn' | 'off'
}

/** A connector in a kernel of its own, connected to a fake service. */
export interface ConnectorTest extends AsyncDisposable {
  readonly kernel: Kernel
  readonly clock: VirtualClock
  readonly connection: Connection | null
  /** Calls an action by its id in the connector. Throws as {@link Kernel.invoke} does. */
  invoke(operation: string, input?: JsonObject): Promise<Outcome>
  /** Listens to a trigger by its id; resolves when it was polled for the first time, or its webhook is subscribed. */
  listen(trigger: string, input?: JsonObject): Promise<ConnectorListener>
}

const organisation = 'test'
/** Where services call webhooks: never reached, `ConnectorListener.receive` stands for it. */
const publicUrl = 'https://jackfield.example.com/test'

/**
 * Runs a connector for a test: the real kernel, with a store in memory and a service that the test plays.
 *
 * @param connector a manifest or other connector file or folder, or what `defineConnector` answered.
 * Throws `connector-invalid` with every problem of it, `argument-invalid` where nothing is there, and what
 * `connections.add` throws.
 * @example
 * ```ts
 * import { fakeService, testConnector } from '@jackfield/core/testing'
 *
 * await using service = await fakeService({ 'GET /api/orders/{id}': { json: { id: '7', status: 'running' } } })
 * await using tracker = await testConnector('plugins/connectors/production-tracker', {
 *   service,
 *   connection: { settings: { host: 'tracker.example.com' }, credentials: { key: 'k' } },
 * })
 * const { output } = await tracker.invoke('getOrder', { orderId: '7' })
 * ```
 */
export async function testConnector(
  connector: string | ConnectorDefinition,
  options: TestConnectorOptions,
): Promise<ConnectorTest> {
  const { service, clock = virtualClock(), extensions = [], validateOutput = 'error', beside = [] } = options
  const plain = (options.allowOrigins ?? []).map((origin) => [origin, service.origin])
  const defined = typeof connector === 'string' ? [] : [connector]
  const staged = await stageEntries(typeof connector === 'string' ? [connector] : [], beside)
  const key = randomBytes(32)
  const problems: Problem[] = []
  const ready: ConnectorId[] = defined.map(({ id }) => id as ConnectorId)
  const undo = new AsyncDisposableStack()
  undo.defer(staged.remove)
  try {
    const kernel = await createKernel({
      plugins: [
        { dir: staged.beside, scope: 'host' },
        { dir: staged.tested, scope: `organisation:${organisation}` },
      ],
      readAtStart: Number.POSITIVE_INFINITY,
      connectors: defined,
      extensions,
      store: sqlite(':memory:'),
      keyProvider: { name: 'one-off', key: async () => key },
      connectTo: { ...Object.fromEntries(plain), '*': service.origin },
      publicUrl,
      clock,
      validateOutput,
      on: {
        'connector:failed': (event) => void problems.push(...event.problems.map(staged.named)),
        'connector:ready': ({ connector: id, scope }) => void (scope !== 'host' && ready.push(id)),
      },
    })
    undo.use(kernel)
    const id = assertReady(ready[0], problems)
    const connection = await connect(kernel, id, options.connection)
    const target = { organisation, ...(connection !== null && { connection: connection.id }) }
    const owned = undo.move()
    return {
      kernel,
      clock,
      connection,
      invoke: (operation, input = {}) => kernel.invoke(`${id}.${operation}`, { ...target, input }),
      listen: (trigger, input = {}) => listenIn(kernel, { ...target, operation: `${id}.${trigger}`, input }),
      [Symbol.asyncDispose]: () => owned.disposeAsync(),
    }
  } finally {
    await undo.disposeAsync()
  }
}

/** An extension takes the connections of what it extends. */
async function connect(
  kernel: Kernel,
  id: ConnectorId,
  wanted: TestConnectorOptions['connection'],
): Promise<Connection | null> {
  if (wanted === undefined) return null
  const connector = (await kernel.catalogue.get({ organisation, connector: id }))?.extends ?? id
  return kernel.connections.add({ organisation, connector, ...wanted })
}

function assertReady(id: ConnectorId | undefined, problems: readonly Problem[]): ConnectorId {
  if (id !== undefined) return id
  const [first] = problems
  throw connectorInvalid(`The connector is not valid: ${first?.message ?? 'there is nothing that could be one.'}`, {
    problems,
    ...(first?.hint !== undefined && { hint: first.hint }),
  })
}
