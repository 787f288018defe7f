import {
  type Dependent,
  defineExtension,
  type ExtensionHost,
  editionOf,
  type Json,
  type ReadDependent,
  type RevisionId,
  type Store,
  type Tables,
} from '../../../src/index.ts'
import { bellUsages } from '../bell-usages.ts'

/** A flow of the desk, as text: which field of what the bell says it reads. */
export interface Note {
  readonly id: string
  readonly field: string
}

/** A run that has not ended: exactly what it began with. */
interface Run {
  readonly organisation: string
  readonly dependent: string
  readonly edition: string
  readonly revision: RevisionId
}

export interface Desk {
  /** Adds a flow, or writes it anew. Throws what binding it throws. */
  add(organisation: string, note: Note): Promise<void>
  remove(organisation: string, id: string): Promise<void>
  begin(organisation: string, id: string, run: string): Promise<void>
  /** Ends a run with a call of what it began with. */
  finish(run: string): Promise<Json>
}

export const documents = 'desk/document'
export const runs = 'desk/run'

const textOf = ({ id, field }: Note): string => JSON.stringify({ id, field })
const keyOf = (organisation: string, id: string): string => `${organisation}/${id}`

/** A small engine with documents of its own, whose runs last until they are told to end. */
export const desk = defineExtension<Desk, []>('desk', () => ({
  usageReaders: [{ name: 'desk', claims: () => false, read: ({ text }) => read(JSON.parse(text)) }],
  start: (host) => ({
    api: api(host),
    runner: {
      accept: async () => {},
      wake: () => {},
      async swap({ organisation, dependent, document }, tables) {
        const key = keyOf(organisation, dependent)
        const before = await tables.records.get(documents, key)
        await tables.records.put({ collection: documents, id: key, data: document })
        return before as string
      },
      async revisions(tables) {
        return (await tables.records.list(runs)).map(({ data }) => (data as unknown as Run).revision)
      },
    },
  }),
}))

function read({ id, field }: Note): ReadDependent {
  const usages = bellUsages(field, { tell: 'bell.ring' })
  return { id, connections: {} as never, usages, problems: [], complete: true }
}

function api(host: ExtensionHost): Desk {
  const { store } = host
  const removed = (organisation: string, id: string) => (tables: Tables) =>
    Promise.all([
      host.removeDependent(organisation, id, tables),
      tables.records.remove(documents, keyOf(organisation, id)),
    ])
  return {
    add: (organisation, note) => add(host, organisation, note),
    async remove(organisation, id) {
      await store.transaction('desk', removed(organisation, id))
    },
    async begin(organisation, dependent, run) {
      await store.transaction('desk', async (tables) => {
        const { edition, revisions } = await host.basis(organisation, dependent, tables)
        const data = { organisation, dependent, edition, revision: revisions['bell.ring'] as RevisionId }
        await tables.records.put({ collection: runs, id: run, data })
      })
    },
    finish: (run) => finish(host, run),
  }
}

async function add(host: ExtensionHost, organisation: string, note: Note): Promise<void> {
  const serving = await host.connector(organisation, 'bell', note.id)
  const document = textOf(note)
  const dependent: Dependent = { organisation, id: note.id, edition: editionOf(document), kind: 'flow' }
  const { usages, complete } = read(note)
  await host.store.transaction('desk', async (tables) => {
    const checked = new Map(serving === undefined ? [] : [['bell', serving.revision]])
    await host.putDependent({ dependent, usages, complete, checked }, tables)
    await tables.records.put({ collection: documents, id: keyOf(organisation, note.id), data: document })
  })
}

async function finish(host: ExtensionHost, id: string): Promise<Json> {
  const run = await runOf(host.store, id)
  const { organisation, dependent, revision } = run
  const call = { step: 'ask', operation: 'bell.ring', connection: null, input: {}, idempotencyKey: id } as const
  const { output } = await host.invoke({ organisation, dependent, revision, ...call })
  await host.store.transaction('desk', (tables) => tables.records.remove(runs, id))
  return output
}

async function runOf({ tables }: Store, id: string): Promise<Run> {
  return (await tables.records.get(runs, id)) as unknown as Run
}
