import { canonicalJson } from '../../model/index.ts'
import { isAskedAlike } from '../asked-alike.ts'
import type { OperationPair } from '../operation-pair.ts'
import type { Found, Rule } from '../rule.ts'

export const operationConfirmRule: Rule = {
  id: 'operation.confirm',
  side: 'transport',
  levels: ['risky'],
  title: 'How a call in doubt is decided changes',
  explanation:
    'After a crash, `confirm` says whether the call happened. With another operation, input or delay (or none), or where that operation sends or answers something else, a call could be judged differently: done twice, or left waiting for a person.',
  example: {
    of: 'action',
    base: 'http: POST /ping\neffect: once\nconfirm: { operation: find, input: {}, after: 30s }',
    revision: 'http: POST /ping\neffect: once\nconfirm: { operation: find, input: {}, after: 5s }',
  },
  operation: (pair) => [...ownChange(pair), ...askedChange(pair)],
}

function ownChange({ base, revision, at }: OperationPair): readonly Found[] {
  if (canonicalJson(base.confirm ?? null) === canonicalJson(revision.confirm ?? null)) return []
  return [
    {
      pointer: `${at}/confirm`,
      message: 'How a call in doubt is decided differs.',
      before: base.confirm,
      after: revision.confirm,
      explains: ['confirm'],
    },
  ]
}

/** Whoever is asked is nobody's step: its change is one of the operation that it decides on. */
function askedChange({ base, revision, at, connectors }: OperationPair): readonly Found[] {
  const [before, after] = [base.confirm?.operation, revision.confirm?.operation]
  if (before === undefined || before !== after || isAskedAlike(connectors, before)) return []
  const message = `"${after}", which is asked about a call in doubt, is another.`
  return [{ pointer: `${at}/confirm/operation`, message }]
}
