import { basename } from 'node:path'
import { connectorFailed } from '../errors/index.ts'
import type { SourceEntry } from '../load/index.ts'
import type { Revision } from '../model/index.ts'
import type { Program, ProgramFile } from './executor.ts'

const module = /(?<!\.(d|config|test|spec))\.[cm]?[jt]s$/
const runnable = /\.([cm]?[jt]s|json)$/
const entryName = /^connector\.[cm]?[jt]s$/

/** The modules that an entry could begin with: one is a connector in code, several are ambiguous. */
export function entriesOf({ kind, files }: SourceEntry): readonly string[] {
  return files.map(({ path }) => path).filter((path) => (kind === 'file' ? module : entryName).test(path))
}

/** What of an entry can run: modules and what they import. Throws `TypeError` for what is not UTF-8. */
export function filesOf({ files }: SourceEntry): readonly ProgramFile[] {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  return files
    .filter(({ path }) => runnable.test(path))
    .map(({ path, bytes }) => ({ path, text: decoder.decode(bytes) }))
}

/** The name by which a host trusts an entry: its own, without the extension of a file. */
export function trustName(path: string): string {
  return basename(path).replace(module, '')
}

/** The files that the store keeps with a revision, so that it runs whatever became of its folder. */
export function programOf({ connector, source }: Revision): Program {
  const files = source.files.flatMap(({ path, text }) => (text === undefined ? [] : [{ path, text }]))
  const entry = files.find(({ path }) => files.length === 1 || entryName.test(path))
  if (entry === undefined) throw connectorFailed(`The code of connector "${connector}" was not kept with its revision.`)
  return { name: connector, entry: entry.path, files }
}
