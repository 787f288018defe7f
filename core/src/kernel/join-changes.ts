import { broughtBy } from '../extend/index.ts'
import { subscribedRevisions } from '../listen/index.ts'
import { type Format, manifestFormat } from '../load/index.ts'
import type { Scope } from '../model/index.ts'
import { createDrafts, createIntake, type DecisionRoom, type Intake } from '../stage/index.ts'
import { acceptedFindings } from './accepted-findings.ts'
import { createEntryReader, type EntryReader } from './entry-reader.ts'
import { type Folders, isWatched, openFolders } from './folders.ts'
import type { Foundation } from './foundation.ts'
import type { CallPath } from './join-calls.ts'
import type { EventPath } from './join-events.ts'
import { keepInBackground } from './keep-in-background.ts'
import { readVersion } from './read-version.ts'

/** The way of a change: folder, intake, stage, decision. */
export interface ChangePath {
  readonly room: DecisionRoom
  readonly intake: Intake
  readonly folders: Folders
}

/** Resolves when the host's connectors and every folder were read once. */
export async function joinChanges(foundation: Foundation, calls: CallPath, events: EventPath): Promise<ChangePath> {
  const { options, closing, hosts, waking } = foundation
  const { plugins, rescanEvery, readAtStart, log } = options
  const reader = entryReader(foundation, await readVersion())
  const room = decisionRoom(foundation, calls, events)
  const intake = createIntake({
    ...room,
    exists: async (place) => hosts.reading(place.path) !== undefined || isWatched(plugins, place),
    read: async (place) => hosts.reading(place.path) ?? reader.read(place),
    readerName: reader.nameOf,
    gist: reader.gist,
    readKept: reader.readKept,
  })
  waking.by(intake)
  await hosts.enter(intake)
  const folders = await openFolders({ plugins, reader, intake, rescanEvery, readAtStart, log })
  closing.add(folders.close)
  await intake.settle()
  closing.add(keepInBackground(intake, log))
  return { room, intake, folders }
}

function entryReader({ options, register, executors }: Foundation, version: string): EntryReader {
  const { plugins, extensions, trust } = options
  const others = [manifestFormat(), ...extensions.flatMap((extension) => extension.formats ?? [])]
  const installed = extensions.filter((extension) => (extension.executors ?? []).length > 0)
  return createEntryReader({
    plugins,
    formats: (scope: Scope): readonly Format[] => [executors.format(scope), ...others],
    brought: broughtBy(extensions),
    read: { version, trust, executors: installed.map(({ name }) => name) },
    isKnown: (id) => register.known(id) !== undefined,
    revision: register.revision,
  })
}

function decisionRoom(
  { options, store, register, notifier, usage, dependents, waking }: Foundation,
  { connections, binder }: CallPath,
  { listening, extensions }: EventPath,
): DecisionRoom {
  const { clock, log, hold } = options
  return {
    store,
    register,
    drafts: createDrafts(),
    notifier,
    clock,
    log,
    usage,
    hold,
    accepted: acceptedFindings(options),
    connections: {
      beyond: connections.beyond,
      async requireReauthorisation(ids, tables) {
        await connections.markNeedsReauthorisation(ids, tables)
        for (const id of ids) store.afterCommit(tables, () => void binder.forget(id))
      },
    },
    reader: extensions.reader,
    runner: extensions.runner,
    wake: waking.wakeInTurn,
    restage: waking.restageInTurn,
    putDependent: dependents.put,
    async claimed(tables) {
      if ([...dependents.owners()].some((owner) => !extensions.has(owner))) return null
      const claimed = new Set(await subscribedRevisions(tables))
      for (const runner of extensions.runners()) for (const id of await runner.revisions(tables)) claimed.add(id)
      return claimed
    },
    refreshListeners(listeners) {
      for (const listener of listeners) listening.refresh(listener)
    },
  }
}
