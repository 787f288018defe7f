import type { Loaded } from '../load/index.ts'
import { isError, type Problem, type Revision, revisionId, type Scope } from '../model/index.ts'
import type { Reading } from '../stage/index.ts'
import type { Brought } from '../validate/index.ts'

/** What was loaded, validated: a candidate if nothing in it is an error. An extension is validated with its base. */
export async function readingOf(scope: Scope, loaded: Loaded, brought: Brought): Promise<Omit<Reading, 'sight'>> {
  // Most starts find nothing that changed: what validates is loaded when something did.
  const { checkBrought, validateConnector } = await import('../validate/index.ts')
  const { connector, extension, digest, path, format, files, place } = loaded
  const problems: Problem[] = [...loaded.problems]
  if (connector !== undefined)
    problems.push(...validateConnector(connector, place), ...checkBrought(connector, place, brought))
  const valid = connector !== undefined && !problems.some(isError)
  const source = { format: format ?? '', path, files }
  const draft = extension === undefined ? null : { scope, model: extension, source, owner: path, place }
  return {
    path,
    digest,
    connectorId: loaded.id,
    candidate: valid ? { scope, id: revisionId(digest), model: connector, source, owner: path } : draft,
    problems,
  }
}

/** What was loaded is a state that is in the store: what it means is known already. */
export function knownReading(
  scope: Scope,
  { path, digest, format, files }: Loaded,
  { id, model }: Revision,
): Omit<Reading, 'sight'> {
  const source = { format: format ?? '', path, files }
  return { path, digest, connectorId: model.id, candidate: { scope, id, model, source, owner: path }, problems: [] }
}
