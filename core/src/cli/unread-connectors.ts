import type { ConnectorId } from '../model/index.ts'
import type { Side } from './read-side.ts'

/**
 * Ids of the connectors that one side has and that could not be read on the other: they are not compared, rather than
 * taken for removed or added. An entry that does not even say its id is taken for the one of its name on the other
 * side, and where there is none, for any that this side lacks.
 */
export function unreadConnectors(base: Side, revision: Side): readonly ConnectorId[] {
  return [...new Set([...unreadOf(base, revision), ...unreadOf(revision, base)])]
}

function unreadOf(side: Side, other: Side): readonly ConnectorId[] {
  const read = new Set(side.connectors.map(({ id }) => id))
  const lacking = other.connectors.map(({ id }) => id).filter((id) => !read.has(id))
  const unread = side.entries
    .filter((entry) => !entry.isRead)
    .flatMap(({ id, name }) => {
      const known = id ?? other.entries.find((entry) => entry.name === name)?.id
      return known == null ? lacking : [known]
    })
  return unread.filter((id) => !read.has(id))
}
