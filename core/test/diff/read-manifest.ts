import { manifestFormat } from '../../src/load/index.ts'
import type { Connector } from '../../src/model/index.ts'

/** The connector that a manifest's text is; throws with its problems. */
export async function readManifest(text: string, name = 'connector.yaml'): Promise<Connector> {
  const files = [{ path: name, bytes: new TextEncoder().encode(text) }]
  const { connector, problems } = await manifestFormat().read({ name, path: name, kind: 'file', files })
  if (connector === undefined) throw new Error(`${name}: ${JSON.stringify(problems, null, 2)}\n${text}`)
  return connector
}
