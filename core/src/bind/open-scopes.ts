import type { Link } from '../connect/index.ts'
import { type BoundCall, createValidators } from '../invoke/index.ts'
import type { Operation, Revision, RevisionId } from '../model/index.ts'
import type { BinderOptions, Wanted } from './binder-options.ts'
import { openKernelScope, provide, type Scope } from './scope.ts'
import {
  baseUrlToken,
  clockToken,
  codeToken,
  derivedToken,
  filesToken,
  logToken,
  modelToken,
  policiesToken,
  settingsToken,
  signerToken,
  storageToken,
  transportToken,
  validateOutputToken,
  validatorsToken,
} from './tokens.ts'

/** The scopes of a kernel: its own, one of each revision in it, one of each connection in these. */
export interface OpenedScopes {
  readonly kernel: Scope
  /** A new one, in its revision's. */
  connection(wanted: Wanted, link: Link): Scope
  /** From the services of a connection's scope. */
  call(scope: Scope, operation: Operation): BoundCall
  /** A revision's, to be disposed of: the next connection of it gets another. */
  takeRevision(id: RevisionId): Scope | undefined
}

export function openScopes(options: BinderOptions): OpenedScopes {
  const kernel = openKernelScope([
    provide(clockToken, () => options.clock),
    provide(logToken, () => options.log),
    provide(transportToken, () => options.transport),
    provide(policiesToken, () => options.policies),
    provide(validateOutputToken, () => options.validateOutput),
  ])
  const revisions = new Map<RevisionId, Scope>()

  function revisionScope(revision: Revision): Scope {
    const known = revisions.get(revision.id)
    if (known !== undefined) return known
    const scope = kernel.open('revision', [
      provide(modelToken, () => revision.model),
      provide(validatorsToken, (get) => createValidators(get(modelToken))),
    ])
    revisions.set(revision.id, scope)
    return scope
  }

  return {
    kernel,
    connection(wanted, { connection, settings, derived, baseUrl, signer }) {
      const area = connection?.id ?? `${wanted.organisation}/${wanted.revision.connector}`
      return revisionScope(wanted.revision).open('connection', [
        provide(settingsToken, () => settings),
        provide(derivedToken, () => derived),
        provide(baseUrlToken, () => baseUrl),
        provide(signerToken, () => signer),
        provide(storageToken, () => options.storage(area)),
        provide(filesToken, () => options.files(wanted.organisation)),
        provide(codeToken, () => options.code(wanted)),
      ])
    },
    call: boundCall,
    takeRevision(id) {
      const scope = revisions.get(id)
      revisions.delete(id)
      return scope
    },
  }
}

function boundCall({ get }: Scope, operation: Operation): BoundCall {
  const { actions, polls } = get(codeToken)
  const [code, codePoll] = [actions.get(operation.id), polls.get(operation.id)]
  return {
    operation,
    connector: get(modelToken),
    validators: get(validatorsToken),
    baseUrl: get(baseUrlToken),
    signer: get(signerToken),
    settings: get(settingsToken),
    derived: get(derivedToken),
    transport: get(transportToken),
    storage: get(storageToken),
    files: get(filesToken),
    clock: get(clockToken),
    log: get(logToken),
    policies: get(policiesToken),
    validateOutput: get(validateOutputToken),
    ...(code !== undefined && { code }),
    ...(codePoll !== undefined && { codePoll }),
  }
}
