import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { defineExtension } from '../../src/extend/index.ts'
import { manifestFormat, type SourceEntry } from '../../src/load/index.ts'

/** What a start did with entries, by name. */
export interface Counts {
  readonly claimed: string[]
  readonly peeked: string[]
  readonly read: string[]
  /** Forgets what was counted, and answers it. */
  take(): { readonly claimed: string[]; readonly peeked: string[]; readonly read: string[] }
}

/** A format of its own, `counted.json` in a folder with the words of a manifest, that counts what is asked of it. */
export function counted({ version = 1 } = {}) {
  const manifest = manifestFormat()
  const lists = { claimed: [] as string[], peeked: [] as string[], read: [] as string[] }
  const counts: Counts = {
    ...lists,
    take() {
      const taken = structuredClone(lists)
      for (const list of Object.values(lists)) list.length = 0
      return { claimed: taken.claimed.sort(), peeked: taken.peeked.sort(), read: taken.read.sort() }
    },
  }
  const asManifest = (entry: SourceEntry): SourceEntry => ({
    ...entry,
    files: entry.files.map((file) => ({ ...file, path: file.path.replace('counted', 'connector') })),
  })
  const extension = defineExtension('counted', () => ({
    formats: [
      {
        name: 'counted',
        version,
        claims(entry) {
          lists.claimed.push(entry.name)
          return entry.files.some(({ path }) => path === 'counted.json')
        },
        peek(entry) {
          lists.peeked.push(entry.name)
          return manifest.peek?.(asManifest(entry)) ?? null
        },
        words: (entry) => manifest.words?.(asManifest(entry)) ?? null,
        read(entry) {
          lists.read.push(entry.name)
          return manifest.read(asManifest(entry))
        },
      },
    ],
  }))
  return { counts, extension: extension() }
}

export interface CountedOptions {
  readonly version?: string
  readonly actions?: readonly string[]
  /** More of a manifest, or something else in its place. */
  readonly more?: Readonly<Record<string, unknown>>
}

/** The words of a connector with actions that ask a bell of its own. */
export function countedText(
  id: string,
  { version = '1.0.0', actions = ['ring'], more = {} }: CountedOptions = {},
): string {
  const action = (name: string) => ({
    title: `Ring with ${name}`,
    http: `GET /${name}`,
    output: { type: 'object', required: ['sound'], properties: { sound: { type: 'string' } } },
  })
  return JSON.stringify({
    jackfield: 1,
    id,
    version,
    title: `The bell ${id}`,
    servers: [{ url: `https://${id}.example.com` }],
    actions: Object.fromEntries(actions.map((name) => [name, action(name)])),
    ...more,
  })
}

export async function putCounted(plugins: string, id: string, options: CountedOptions = {}): Promise<void> {
  await mkdir(join(plugins, id), { recursive: true })
  await writeFile(join(plugins, id, 'counted.json'), countedText(id, options))
}
