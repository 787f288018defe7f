import { lookUp } from '../diff/index.ts'
import type { Read } from '../model/index.ts'
import type { ComparedOperation } from './compared.ts'

/** Whether narrowing left nothing of what is read: the one alternative that had it is gone, or the object is closed. */
export function narrowedAway({ path }: Read, producer: ComparedOperation): boolean {
  const [base, revision] = [producer.schema('output', 'base'), producer.schema('output', 'revision')]
  if (base === null || revision === null) return false
  const before = lookUp(base.node, path, base.shapes)
  const after = lookUp(revision.node, path, revision.shapes)
  if (after.presence !== 'never') return false
  return before.presence !== 'never' || (after.refused && !before.refused)
}
