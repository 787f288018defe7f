import type { Json, Tables } from '@jackfield/core'
import type { EditionKey, Flow } from './flow-record.ts'
import { entryId, type JournalEntry, type Run, type RunState } from './run-record.ts'

/** What the extension keeps: each function works in whatever transaction the tables are of. */
export const flowStore = {
  flow: async (tables: Tables, organisation: string, id: string): Promise<Flow | undefined> =>
    read(await tables.records.get('flows/flow', `${organisation}/${id}`)),

  flows: async (tables: Tables, organisation?: string): Promise<readonly Flow[]> =>
    readAll(await tables.records.list('flows/flow', organisation === undefined ? {} : { key: organisation })),

  putFlow: (tables: Tables, flow: Flow): Promise<void> =>
    put(tables, {
      collection: 'flows/flow',
      id: `${flow.organisation}/${flow.id}`,
      key: flow.organisation,
      data: flow,
    }),

  removeFlow: async (tables: Tables, organisation: string, id: string): Promise<void> => {
    await tables.records.remove('flows/flow', `${organisation}/${id}`)
  },

  document: async (tables: Tables, key: EditionKey): Promise<string | undefined> =>
    read(await tables.records.get('flows/document', documentId(key))),

  putDocument: (tables: Tables, key: EditionKey, text: string): Promise<void> =>
    put(tables, {
      collection: 'flows/document',
      id: documentId(key),
      key: `${key.organisation}/${key.flow}`,
      data: text,
    }),

  run: async (tables: Tables, id: string): Promise<Run | undefined> => read(await tables.records.get('flows/run', id)),

  runs: async (tables: Tables, state?: RunState, limit?: number): Promise<readonly Run[]> =>
    readAll(await tables.records.list('flows/run', { ...(state && { key: state }), ...(limit && { limit }) })),

  putRun: (tables: Tables, run: Run): Promise<void> =>
    put(tables, { collection: 'flows/run', id: run.id, key: run.state, data: run }),

  journal: async (tables: Tables, run: string): Promise<readonly JournalEntry[]> =>
    readAll(await tables.records.list('flows/journal', { key: run })),

  putEntry: (tables: Tables, entry: JournalEntry): Promise<void> =>
    put(tables, { collection: 'flows/journal', id: entryId(entry), key: entry.run, data: entry }),

  removeEntry: async (tables: Tables, entry: JournalEntry): Promise<void> => {
    await tables.records.remove('flows/journal', entryId(entry))
  },
}

const documentId = ({ organisation, flow, edition }: EditionKey): string => `${organisation}/${flow}/${edition}`

function put(
  tables: Tables,
  record: { readonly collection: string; readonly id: string; readonly key: string; readonly data: object | string },
): Promise<void> {
  return tables.records.put({ ...record, data: record.data as Json })
}

function read<Value>(data: Json | undefined): Value | undefined {
  return data as Value | undefined
}

function readAll<Value>(records: readonly { readonly data: Json }[]): readonly Value[] {
  return records.map(({ data }) => data as Value)
}
