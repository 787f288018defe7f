import type { ConnectorId, Problem } from '../model/index.ts'

/** Two entries say the same id. */
export function claimed(connector: ConnectorId, { path, by }: { readonly path: string; readonly by: string }): Problem {
  return {
    code: 'connector-claimed',
    message: `Connector "${connector}" is already owned by ${by}.`,
    file: path,
    hint: 'Give one of them another id, or remove one.',
  }
}
