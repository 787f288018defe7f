import type { Connector, Operation } from '../model/index.ts'
import { describeConnecting } from './connecting.ts'
import { describeOperation } from './describe-operation.ts'
import { type Block, type Contents, renderPage } from './page.ts'
import { codeSpan, paragraphs, plainText } from './plain-text.ts'
import type { DescribedFlow } from './uses-of.ts'

export interface ConnectorDescription {
  readonly connector: Connector
  /** Of its source, as the kernel counts revisions. */
  readonly revision: { readonly id: string; readonly format: string }
  /** `null`: nobody said where flows are. */
  readonly flows: readonly DescribedFlow[] | null
  /** Flows that could not be read: what they use is not known. @default 0 */
  readonly unreadFlows?: number
}

/**
 * The page about a connector, for those who administer it and build flows with it: Markdown (CommonMark with tables).
 */
export function describeConnector({ connector, revision, flows, unreadFlows = 0 }: ConnectorDescription): string {
  const offered = Object.values(connector.operations).filter(({ visibility }) => visibility !== 'internal')
  const sorted = offered.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const groups = [
    { title: 'Actions', operations: sorted.filter(({ kind }) => kind === 'action') },
    { title: 'Triggers', operations: sorted.filter(({ kind }) => kind === 'trigger') },
  ].filter(({ operations }) => operations.length > 0)
  return renderPage([
    { depth: 1, title: connector.title },
    ...paragraphs(connector.description ?? ''),
    facts(connector),
    { depth: 2, title: 'On this page' },
    contents(sorted),
    ...describeConnecting(connector),
    ...groups.flatMap(({ title, operations }): readonly Block[] => [
      { depth: 2, title },
      ...operations.flatMap((operation) => describeOperation(operation, { connector, flows })),
    ]),
    { depth: 2, title: 'Revision', id: 'revision' },
    [
      `- Version: ${codeSpan(connector.version)}`,
      `- Revision: ${codeSpan(revision.id)}`,
      `- Format: ${codeSpan(revision.format)}`,
    ].join('\n'),
    ...(unreadFlows === 0
      ? []
      : [
          `${unreadFlows === 1 ? 'One flow' : `${unreadFlows} flows`} could not be read: what this page says about uses may lack something.`,
        ]),
  ])
}

function facts({ id, publisher, categories = [], extends: base }: Connector): string {
  return [
    `- Id: ${codeSpan(id)}`,
    ...(publisher === undefined ? [] : [`- Publisher: ${plainText(publisher)}`]),
    ...(categories.length === 0 ? [] : [`- Categories: ${categories.map(plainText).join(', ')}`]),
    ...(base === undefined
      ? []
      : [`- Extends ${codeSpan(base)}: it uses that connector’s servers, authentication and connections.`]),
  ].join('\n')
}

function contents(operations: readonly Operation[]): Contents {
  return {
    links: [
      { title: 'Connect', to: 'connect' },
      ...operations.map(({ id, title, kind, deprecated = false, unavailable }) => ({
        title,
        to: `operation ${id}`,
        after: ` (${kind}${deprecated ? ', deprecated' : ''}${unavailable === undefined ? '' : ', not available'})`,
      })),
      { title: 'Revision', to: 'revision' },
    ],
  }
}
