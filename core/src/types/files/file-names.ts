import type { ConnectorId } from '../../model/index.ts'

export const indexName = 'index.d.ts'

/** Names that mean something else; no id has an underscore. */
const reserved = /^(index|con|prn|aux|nul|com\d|lpt\d)$/

/** The file of a connector's declarations. */
export function fileName(id: ConnectorId): string {
  return `${id}${reserved.test(id) ? '_' : ''}.d.ts`
}

/** The connector whose declarations a file of that name has. */
export function connectorOf(name: string): ConnectorId {
  return name.replace(/_?\.d\.ts$/, '')
}
