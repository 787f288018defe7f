import { manifestFormat } from '../../src/load/index.ts'
import type { Connector } from '../../src/model/index.ts'

/** Reads a manifest with these parts besides what every one has. Throws where it can't be read. */
export async function connectorOf(parts: Readonly<Record<string, unknown>>): Promise<Connector> {
  const common = {
    jackfield: 1,
    id: 'desk',
    version: '1.0.0',
    title: 'Desk',
    servers: [{ url: 'https://desk.example' }],
  }
  const bytes = new TextEncoder().encode(JSON.stringify({ ...common, ...parts }))
  const files = [{ path: 'connector.json', bytes }]
  const { connector, problems } = await manifestFormat().read({
    name: 'connector.json',
    path: 'connector.json',
    kind: 'file',
    files,
  })
  if (connector === undefined) throw new Error(problems.map(({ message }) => message).join('\n'))
  return connector
}
