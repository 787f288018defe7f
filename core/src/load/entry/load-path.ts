import { readdir, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { Problem } from '../../model/index.ts'
import { isIgnoredName } from './is-ignored-name.ts'
import { loadEntry } from './load-entry.ts'
import type { Loaded, LoadOptions } from './loaded.ts'
import { unreadable } from './reading-problems.ts'

export interface LoadedPath {
  readonly connectors: readonly Loaded[]
  /** Of the path itself: it can't be read, or has no connector. */
  readonly problems: readonly Problem[]
  /** Whether the path is one connector rather than a folder of many. */
  readonly single: boolean
}

type PathOptions = Pick<LoadOptions, 'formats' | 'shownAs' | 'known'>

/** Reads what a command line names: a manifest or other document, a connector's folder, or a folder of connectors. */
export async function loadPath(path: string, { shownAs = path, ...options }: PathOptions): Promise<LoadedPath> {
  const shown = shownAs.replace(/(?<=.)[/\\]+$/, '')
  try {
    const isFolder = (await stat(path)).isDirectory()
    const whole = await loadEntry(path, { ...options, shownAs: shown, name: basename(resolve(path)) })
    const isOne = whole !== null && isConnector(whole)
    if (isOne && !lacksFiles(whole)) return { connectors: [whole], problems: [], single: true }
    const many = isFolder ? await loadMany(path, { ...options, shownAs: shown }) : []
    if (isOne && !many.some(isRead)) return { connectors: [whole], problems: [], single: true }
    if (many.some(isConnector)) return { connectors: refuseRepeats(many), problems: [], single: false }
    return { connectors: [], problems: whole?.problems.map(asError) ?? [notOne(shown)], single: true }
  } catch (cause) {
    return { connectors: [], problems: [unreadable(shown, cause)], single: true }
  }
}

/** What somebody named is meant to be one. */
function asError({ severity: _, ...problem }: Problem): Problem {
  return problem
}

/** What a format knows. */
function isConnector({ format }: Loaded): boolean {
  return format !== null
}

/** What was left out of a folder may have been another connector. */
function lacksFiles({ problems }: Loaded): boolean {
  return problems.some(({ code }) => code === 'entry-too-large')
}

function isRead({ connector, extension }: Loaded): boolean {
  return connector !== undefined || extension !== undefined
}

async function loadMany(folder: string, { shownAs = folder, ...options }: PathOptions): Promise<Loaded[]> {
  const names = (await readdir(folder)).filter((name) => !isIgnoredName(name)).sort()
  const loaded: Loaded[] = []
  for (const name of names) {
    const one = await loadEntry(join(folder, name), { ...options, name, shownAs: `${shownAs}/${name}`, within: folder })
    if (one !== null) loaded.push(one)
  }
  return loaded
}

/** An id belongs to the first that claims it. */
function refuseRepeats(loaded: readonly Loaded[]): Loaded[] {
  const owners = new Map<string, Loaded>()
  return loaded.map((one) => {
    const owner = one.id === null ? undefined : owners.get(one.id)
    if (one.id !== null && owner === undefined) owners.set(one.id, one)
    return owner === undefined ? one : refused(one, owner)
  })
}

function refused({ connector, ...rest }: Loaded, owner: Loaded): Loaded {
  const message = `The id "${rest.id}" belongs to ${owner.name} already.`
  const problem: Problem = {
    code: 'connector-repeated',
    message,
    ...rest.place('/id'),
    hint: 'give one of them another id.',
  }
  return { ...rest, problems: [...rest.problems, problem] }
}

function notOne(file: string): Problem {
  const hint = 'name a manifest, a connector’s folder, or a folder of connectors.'
  return { code: 'connector-missing', message: 'It is no connector.', file, hint }
}
