import { changeDecided, changeUnknown } from '../errors/index.ts'
import type { Held, HeldId } from '../model/index.ts'
import type { Tables } from '../store/index.ts'

/** Throws `change-unknown`. */
export async function changeNamed(tables: Tables, id: HeldId): Promise<Held> {
  const change = await tables.held.get(id)
  if (change !== undefined) return change
  throw changeUnknown(`There is no change "${id}".`, { hint: 'List them with changes.list().' })
}

/** Throws `change-unknown`, `change-decided`. */
export async function changeThatWaits(tables: Tables, id: HeldId): Promise<Held> {
  const change = await changeNamed(tables, id)
  if (change.state === 'held') return change
  const { connector, state, decidedBy } = change
  throw changeDecided(`Change "${id}" of "${connector}" was ${state}${decidedBy ? ` by ${decidedBy}` : ''} already.`, {
    hint: 'List what waits with changes.list().',
  })
}
