import { approvalRefused } from '../errors/index.ts'
import { bumpGenerations } from '../listen/index.ts'
import type { ListenerId, ReplacedDocument } from '../model/index.ts'
import type { Tables } from '../store/index.ts'
import type { Correction } from './corrections.ts'
import type { DecisionRoom } from './decision-room.ts'
import type { Part } from './parts.ts'

export interface PutCorrections {
  readonly listeners: readonly ListenerId[]
  /** What the documents took the place of. */
  readonly replaced: readonly ReplacedDocument[]
}

/** Writes documents that come with a decision, within its transaction: what is new in them goes to what is decided. */
export async function putCorrections(
  room: DecisionRoom,
  tables: Tables,
  { corrections, parts }: { readonly corrections: readonly Correction[]; readonly parts: readonly Part[] },
): Promise<PutCorrections> {
  const listeners: ListenerId[] = []
  const replaced: ReplacedDocument[] = []
  const next = parts.flatMap((part) => (part.next === null ? [] : [part.next]))
  const ahead = new Map(next.map(({ id, scope, connector }) => [connector, { scope, revision: id }]))
  for (const { dependent, owner, usages, complete, document } of corrections) {
    const { organisation, id, edition } = dependent
    const runner = room.runner(owner)
    if (runner === undefined)
      throw approvalRefused(`"${id}" belongs to the extension "${owner}", which runs nothing here.`)
    await room.putDependent({ dependent, usages, complete, owner, ahead }, tables)
    const former = await runner.swap({ organisation, dependent: id, edition, document }, tables)
    if (former !== undefined) replaced.push({ id, edition, document: former })
    listeners.push(...(await bumpGenerations(tables, organisation, id)))
  }
  return { listeners, replaced }
}
