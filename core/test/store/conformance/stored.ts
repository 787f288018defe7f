import { dict, type Held, type HeldId, type Revision, revisionId } from '../../../src/model/index.ts'

/** A revision of the connector `tracker`. */
export function revision(id: string, version: string): Revision {
  const model = { model: 1, id: 'tracker', version, title: 'T', operations: dict() } as unknown as Revision['model']
  const source = { format: 'manifest', path: null, files: [] }
  return { id: revisionId(id), connector: 'tracker', scope: 'host', version, model, source }
}

/** A change of the connector `tracker`, from revision one to two. */
export function heldChange(id: string, state: Held['state']): Held {
  return {
    id: id as HeldId,
    organisation: 'pune',
    scope: 'host',
    connector: 'tracker',
    base: revisionId('one'),
    revision: revisionId('two'),
    report: { findings: [{ evidence: { before: { constructor: 'own' }, after: 1, witness: null } }] } as never,
    since: '2026-01-01T00:00:00.000Z',
    state,
  }
}
