import type { Format, Peek, ReadConnector, SourceEntry, SourceFile } from '../format.ts'
import { manifestWords } from './manifest-words.ts'
import { peekManifest } from './peek-manifest.ts'

const names = ['connector.yaml', 'connector.yml', 'connector.json']

/** The format `manifest`: connector.yaml, connector.yml or connector.json in a folder, or one such file by itself. */
export function manifestFormat(): Format {
  return {
    name: 'manifest',
    version: 1,
    claims: (entry) => (manifestsIn(entry).length > 0 ? 10 : 0),
    peek,
    words,
    read,
  }
}

function manifestsIn(entry: SourceEntry): readonly SourceFile[] {
  if (entry.kind === 'folder') return names.flatMap((name) => entry.files.filter(({ path }) => path === name))
  return entry.files.filter(
    (file) => names.includes(file.path) || (/\.(ya?ml|json)$/i.test(file.path) && saysJackfield(file)),
  )
}

/** Whether it has the key that manifests begin with, at the top as far as a look can tell. */
function saysJackfield({ bytes }: SourceFile): boolean {
  const beginning = new TextDecoder().decode(bytes.subarray(0, 64 * 1024))
  return /^(["']?)jackfield\1[ \t]*:/m.test(beginning) || /^\s*\{[^{}[\]]*"jackfield"\s*:/.test(beginning)
}

async function peek(entry: SourceEntry): Promise<Peek | null> {
  const [manifest, ...others] = manifestsIn(entry)
  return manifest === undefined || others.length > 0 ? null : peekManifest(manifest)
}

function words(entry: SourceEntry): readonly string[] | null {
  const [manifest] = manifestsIn(entry)
  return manifest === undefined ? null : manifestWords(manifest)
}

/** Most starts find nothing that changed: what reads is loaded when something did. */
async function read(entry: SourceEntry): Promise<ReadConnector> {
  const { readManifests } = await import('./read-manifests.ts')
  return readManifests(entry, manifestsIn(entry))
}
