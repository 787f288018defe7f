import type { ConnectorId, Revision, Scope } from '../model/index.ts'
import type { Register } from '../register/index.ts'

/**
 * What an organisation uses where it has no connector of its own: the host's of that id. Its own begins with that as
 * its base, and goes back to it; `undefined` in the host's scope.
 */
export async function shadowed(
  register: Register,
  { scope, connector }: { readonly scope: Scope; readonly connector: ConnectorId },
): Promise<Revision | undefined> {
  if (scope === 'host') return undefined
  const found = await register.activeIn('host', connector, scope.slice('organisation:'.length))
  return found === undefined ? undefined : { ...found, scope: 'host' }
}
