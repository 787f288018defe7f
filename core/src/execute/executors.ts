import { connectorFailed } from '../errors/index.ts'
import type { Format } from '../load/index.ts'
import type { ConnectorId, Revision, Scope } from '../model/index.ts'
import { codeFormat } from './code-format.ts'
import type { Executor } from './executor.ts'
import { trustName } from './program.ts'
import { trusted } from './trusted.ts'

export interface ExecutorsOptions {
  /** Those of the extensions; the first one runs what the host does not trust. */
  readonly installed: readonly Executor[]
  /** Connectors that the host runs in its own process, by id. */
  readonly trust: readonly ConnectorId[]
}

/** Which executor runs what. */
export interface Executors {
  /** The format of connectors in code, for the folders of a scope. */
  format(scope: Scope): Format
  /** Throws `connector-failed`. */
  of(revision: Revision): Executor
}

/** Trust is for the host's folders alone: an organisation can't take a trusted name. */
export function createExecutors({ installed, trust }: ExecutorsOptions): Executors {
  const own = trusted()
  function executorFor(scope: Scope, name: string): { executor: Executor; trusted: boolean } | null {
    if (scope === 'host' && trust.includes(name as ConnectorId)) return { executor: own, trusted: true }
    const [executor] = installed
    return executor === undefined ? null : { executor, trusted: false }
  }
  return {
    format: (scope) => codeFormat({ executorFor: (name) => executorFor(scope, name) }),
    of({ scope, connector, source }) {
      const isNamed = source.path !== null && trustName(source.path) === connector
      const found = executorFor(scope, isNamed ? connector : '')
      if (found !== null) return found.executor
      throw connectorFailed(`Nothing runs the code of connector "${connector}": no executor is installed.`, {
        hint: 'Give createKernel the executor that it had: extensions: [sandbox()], or trust.',
      })
    },
  }
}
