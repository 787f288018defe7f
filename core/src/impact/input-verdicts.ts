import type { Change } from '../model/index.ts'
import type { InputVerdict } from './admitted.ts'
import { inputVerdict } from './input-verdict.ts'
import { fitOfWhole } from './literal-input.ts'
import type { Supplied } from './supplied.ts'

/** Of all that changed of the input. What is refused by all of it together is refused by what admits less. */
export function inputVerdicts(changes: readonly Change[], supplied: Supplied): ReadonlyMap<Change, InputVerdict> {
  const found = changes.map((change) => [change, inputVerdict(change, supplied)] as const)
  const isBroken = found.some(([, { status }]) => status === 'broken')
  const fit = found.length === 0 ? 'unknown' : fitOfWhole(supplied)
  if (fit === 'unknown' || (fit === 'no' && isBroken)) return new Map(found)
  const stricter = changes.some(({ level }) => level !== 'safe')
  const judged = found.map(([change, verdict]): readonly [Change, InputVerdict] => {
    if (fit === 'yes') return [change, whereAdmitted(change, verdict)]
    return [change, stricter && change.level === 'safe' ? verdict : { ...verdict, ...refusedWhole }]
  })
  return new Map(judged)
}

/** What becomes of what is admitted is another matter: what is not declared any more is ignored, or read otherwise. */
const beyondAdmission = /^input\.(default|discriminator|moved|placement|removed|renamed)$/

function whereAdmitted({ kind }: Change, verdict: InputVerdict): InputVerdict {
  if (verdict.status === 'safe') return verdict
  if (!beyondAdmission.test(kind)) return { ...verdict, ...admittedWhole }
  return verdict.status === 'broken' ? { ...verdict, ...admittedOtherwise } : verdict
}

const admittedWhole = { status: 'safe', why: 'What the step supplies, taken together, is admitted.' } as const
const admittedOtherwise = {
  status: 'risky',
  why: 'What the step supplies, taken together, is admitted, but not as it was.',
} as const
const refusedWhole = { status: 'broken', why: 'What the step supplies, taken together, is refused now.' } as const
