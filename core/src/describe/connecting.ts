import type { Connector } from '../model/index.ts'
import { describeAuthentication } from './authentication.ts'
import type { Block } from './page.ts'
import { codeSpan } from './plain-text.ts'

/** How a connection comes about; an extension takes those of what it extends, and has none of its own. */
export function describeConnecting(connector: Connector): readonly Block[] {
  const { extends: base } = connector
  if (base === undefined) return describeAuthentication(connector)
  const words = `There is nothing to connect here: a connection to [${codeSpan(base)}](${base}.md) is what every operation on this page takes.`
  return [{ depth: 2, title: 'Connect', id: 'connect' }, words]
}
