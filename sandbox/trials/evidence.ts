import { rulesOfDocuments } from './rules-of-documents.ts'
import { rulesOfTools } from './rules-of-tools.ts'
import type { Trial } from './trial.ts'

/**
 * Why an operation was not accepted.
 *
 * - `document`: what the document says contradicts itself, its standard, or what its service does;
 * - `validator`: Prism takes the document or the request for something else than the standard does;
 * - `generator`: no input was made up that the operation takes;
 * - `us`: the reading or the kernel is wrong.
 */
export interface Evidence {
  readonly who: 'document' | 'validator' | 'generator' | 'us'
  readonly why: string
}

/** What a reason is known by: all that is there has to match. */
export interface Rule extends Evidence {
  readonly outcomes: readonly Trial['outcome'][]
  readonly detail?: RegExp
  readonly subject?: RegExp
  /** Of the operation's id. */
  readonly operation?: RegExp
  /** Of method, path and media type. */
  readonly call?: RegExp
}

/** Nobody looked into it yet: it counts as ours until somebody did. */
const unknown: Evidence = { who: 'us', why: 'not looked into' }

/** The first reason that is known by what became of a trial. */
export function evidenceOf(trial: Trial): Evidence {
  const rule = [...rulesOfDocuments, ...rulesOfTools].find((each) => isKnown(each, trial)) ?? unknown
  return { who: rule.who, why: rule.why }
}

function isKnown({ outcomes, detail, subject, operation, call }: Rule, trial: Trial): boolean {
  return (
    outcomes.includes(trial.outcome) &&
    (detail?.test(trial.detail ?? '') ?? true) &&
    (subject?.test(trial.subject) ?? true) &&
    (operation?.test(trial.operation) ?? true) &&
    (call?.test(trial.call) ?? true)
  )
}
