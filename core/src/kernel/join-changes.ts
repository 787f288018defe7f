import { type Format, manifestFormat } from '../load/index.ts'
import type { Scope } from '../model/index.ts'
import { createDrafts, createIntake, type DecisionRoom, type Intake } from '../stage/index.ts'
import { type Folders, isWatched, openFolders } from './folders.ts'
import type { Foundation } from './foundation.ts'
import type { CallPath } from './join-calls.ts'
import type { EventPath } from './join-events.ts'

/** The way of a change: folder, intake, stage, decision. */
export interface ChangePath {
  readonly room: DecisionRoom
  readonly intake: Intake
  readonly folders: Folders
}

/** Resolves when the host's connectors and every folder were read once. */
export async function joinChanges(foundation: Foundation, calls: CallPath, events: EventPath): Promise<ChangePath> {
  const { options, closing, register, hosts, executors } = foundation
  const { plugins, rescanEvery, log } = options
  const room = decisionRoom(foundation, calls, events)
  const intake = createIntake({
    ...room,
    exists: async (place) => hosts.owns(place.path) || isWatched(plugins, place),
  })
  await hosts.enter(intake)
  const others = [manifestFormat(), ...options.extensions.flatMap((extension) => extension.formats ?? [])]
  const formats = (scope: Scope): readonly Format[] => [executors.format(scope), ...others]
  const schemeTypes = options.extensions.flatMap((extension) => extension.auth ?? [])
  const folders = await openFolders({ plugins, formats, intake, rescanEvery, log, schemeTypes, known: register.known })
  closing.add(folders.close)
  await intake.settle()
  return { room, intake, folders }
}

function decisionRoom(
  { options, store, register, notifier, usage, dependents }: Foundation,
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
    connections: {
      beyond: connections.beyond,
      async requireReauthorisation(ids, tables) {
        await connections.markNeedsReauthorisation(ids, tables)
        for (const id of ids) store.afterCommit(tables, () => void binder.forget(id))
      },
    },
    reader: extensions.reader,
    runner: extensions.runner,
    putDependent: dependents.put,
    refreshListeners(listeners) {
      for (const listener of listeners) listening.refresh(listener)
    },
  }
}
