import type { Change, Read } from '../model/index.ts'
import type { ComparedOperation } from './compared.ts'
import type { MetChange } from './met-changes.ts'
import type { OwnRead, OwnUse } from './own-reads.ts'
import { effectOf, type OutputEffect, type ReadVerdict, type Status } from './read-verdict.ts'
import { variantEffect } from './variant-effect.ts'

type Reaction = Readonly<Partial<Record<OutputEffect, Status>>>

/** Where a value is needed, and has to be of the kind that it was. */
const needed: Reaction = {
  'may be null': 'broken',
  'may vanish': 'broken',
  'other type': 'broken',
  'other values': 'risky',
  unclear: 'risky',
  vanishes: 'broken',
}

const reactions: Readonly<Record<OwnUse, Reaction>> = {
  cursor: needed,
  // An item that was delivered is seldom delivered again.
  'delivery key': { 'may be null': 'broken', 'may vanish': 'broken', unclear: 'risky', vanishes: 'broken' },
  key: needed,
  // Absent or null is the end.
  page: { 'other type': 'risky', 'other values': 'risky', unclear: 'risky', vanishes: 'broken' },
  result: needed,
  success: needed,
}

const whys: Readonly<Record<OwnUse, string>> = {
  cursor: 'The trigger reads there how far it is.',
  'delivery key': 'The trigger knows by it what it has handed off.',
  key: 'The trigger knows by it what it has handed off.',
  page: 'The operation is led by it to its next page.',
  result: 'The operation finds its result by it.',
  success: 'The operation tells by it whether it succeeded.',
}

/**
 * What a change of the output does to the operation itself, where that reads it; `undefined` where nothing comes of it.
 */
export function ownReadVerdict(
  { use, path }: OwnRead,
  { change, met }: MetChange,
  operation: ComparedOperation,
): ReadVerdict | undefined {
  if (met.relation === 'below') return insideVerdict(use, change)
  const read: Read = { step: '', path, as: 'value', ifAbsent: 'throws', at: null }
  const effect =
    change.kind === 'output.variant-added' ? variantEffect({ read, change }, operation, met) : effectOf(change)
  const status = reactions[use][effect]
  return status === undefined ? undefined : { status, why: whys[use] }
}

/** Values are compared whole: with more or less in it, one is another. */
function insideVerdict(use: OwnUse, change: Change): ReadVerdict | undefined {
  const isOther = change.level !== 'safe' || change.kind === 'output.added'
  if (use === 'key' && isOther)
    return { status: 'risky', why: `${whys.key} What looks otherwise now may be handed off once more.` }
  return change.level !== 'safe' && (use === 'result' || use === 'success')
    ? { status: 'risky', why: whys[use] }
    : undefined
}
