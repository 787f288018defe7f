import type { ConnectorId } from '../../model/index.ts'
import { declarationsIn } from './declarations-in.ts'
import { connectorOf, indexName } from './file-names.ts'
import { untouched } from './stamp.ts'

/** The connectors whose declarations in a folder nobody has changed, by the source that `writeTypes` was told of. */
export async function currentTypes(dir: string): Promise<ReadonlyMap<string, ConnectorId>> {
  const files = await declarationsIn(dir).catch(() => new Map<string, string>())
  const current = [...files].flatMap(([name, text]): (readonly [string, ConnectorId])[] => {
    const source = name === indexName ? undefined : untouched(text)?.source
    return source === undefined ? [] : [[source, connectorOf(name)]]
  })
  return new Map(current)
}
