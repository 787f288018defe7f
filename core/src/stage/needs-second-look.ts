import type { Register } from '../register/index.ts'
import { isDraft, type Reading } from './candidate.ts'
import type { Entry } from './entries.ts'
import { extensionSubject } from './subject.ts'

/**
 * Half a manifest may well be a valid one with operations missing. So what can't be read, what was not there before and
 * what takes anything away is read again once it has been quiet; only additions go in at once.
 */
export async function needsSecondLook(
  register: Register,
  { candidate }: Reading,
  before: Pick<Entry, 'connector'> | undefined,
): Promise<boolean> {
  if (candidate === null) return true
  const { scope, model } = candidate
  if (before?.connector != null && before.connector !== model.id) return true
  const base = await register.activeIn(scope, model.id, null)
  const next = isDraft(candidate) ? (await extensionSubject(register, candidate).next(null))?.model : model
  if (base === undefined || next === undefined) return true
  const { diffConnectors } = await import('../diff/index.ts')
  return diffConnectors(base.model, next).some((change) => change.level !== 'safe')
}
