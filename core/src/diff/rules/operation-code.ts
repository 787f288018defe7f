import type { Operation } from '../../model/index.ts'
import { mechanismsOf } from '../operation-pair.ts'
import type { Rule } from '../rule.ts'

export const operationCodeRule: Rule = {
  id: 'operation.code',
  side: 'transport',
  levels: ['risky'],
  title: 'An action is carried out by other code, or by code instead of a request',
  explanation: 'What code does can’t be compared: try the operation.',
  operation: ({ base, revision, at }) => {
    const [before, after] = [mechanismsOf(base).join(), mechanismsOf(revision).join()]
    const moved = functionOf(base) !== functionOf(revision)
    if (!moved && (before === after || base.kind === 'trigger' || revision.kind === 'trigger')) return []
    const message =
      before === after
        ? 'The operation is carried out by other code.'
        : `It was carried out by ${before} and is by ${after} now.`
    return [
      { pointer: `${at}/code`, message, before: base.code, after: revision.code, explains: ['code', 'mechanism'] },
    ]
  },
}

function functionOf({ code }: Operation): string {
  return code === undefined ? '' : `${code.module} ${code.export}`
}
