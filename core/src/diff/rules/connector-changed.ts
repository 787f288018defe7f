import type { ConnectorPair } from '../connector-pair.ts'
import { type ConnectorPart, connectorPartDiffers } from '../connector-parts.ts'
import type { Found, Rule } from '../rule.ts'

/** Asked after all others, see {@link unexplainedConnectorParts}. */
export const connectorChangedRule: Rule = {
  id: 'connector.changed',
  side: 'connection',
  levels: ['risky'],
  title: 'A connector differs in a way that no other kind describes',
  explanation: 'Nothing is known about it, so nothing is called safe. Compare the two files by eye.',
}

export function unexplainedConnectorParts(pair: ConnectorPair, explained: ReadonlySet<string>): readonly Found[] {
  const left = (Object.keys(connectorPartDiffers) as ConnectorPart[]).filter(
    (part) => !explained.has(part) && connectorPartDiffers[part](pair),
  )
  if (left.length === 0) return []
  const message = `The connector differs in a way that is not understood: ${left.join(', ')}.`
  return [{ pointer: '', message, unclear: left }]
}
