import type { Connector } from '../model/index.ts'
import { countOf } from './duration-words.ts'
import { renderPage } from './page.ts'
import { codeCell, codeSpan, paragraphs, plainText } from './plain-text.ts'
import { table } from './table.ts'

export interface IndexEntry {
  readonly connector: Connector
  /** The page's file name. */
  readonly file: string
}

/** The page that leads to the others. `unread`: names of what is no readable connector at the moment. */
export function describeIndex(entries: readonly IndexEntry[], unread: readonly string[]): string {
  const rows = entries.map(({ connector, file }) => [
    `[${plainText(connector.title)}](${file})`,
    codeCell(connector.id),
    codeCell(connector.version),
    offered(connector),
    paragraphs(connector.description ?? '')[0] ?? '',
  ])
  return renderPage([
    { depth: 1, title: 'Connectors' },
    entries.length === 0 ? 'There are none.' : table(['Connector', 'Id', 'Version', 'Offers', 'About'], rows),
    ...(unread.length === 0 ? [] : [`Can’t be read at the moment: ${unread.map(codeSpan).join(', ')}.`]),
  ])
}

function offered({ operations }: Connector): string {
  const all = Object.values(operations).filter(({ visibility }) => visibility !== 'internal')
  const count = (kind: 'action' | 'trigger'): number => all.filter((operation) => operation.kind === kind).length
  return [countOf(count('action'), 'action'), countOf(count('trigger'), 'trigger')].join(', ')
}
