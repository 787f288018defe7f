import type { Change, DiffReport, Finding, ImpactReport, Problem, Summary } from '../../model/index.ts'

/** `2 breaking, 1 risky, 4 safe`. */
export function levelCounts(changes: readonly Change[]): string {
  const count = (level: Change['level']): string =>
    `${changes.filter((change) => change.level === level).length} ${level}`
  return `${count('breaking')}, ${count('risky')}, ${count('safe')}`
}

/** `3 steps in 1 flow: 1 broken, 0 risky, 0 safe, 2 unaffected, 0 unresolved`. */
export function stepCounts({ flows, steps, broken, risky, safe, unaffected, unresolved }: Summary): string {
  const counts = `${broken} broken, ${risky} risky, ${safe} safe, ${unaffected} unaffected, ${unresolved} unresolved`
  return `${plural(steps, 'step')} in ${plural(flows, 'flow')}: ${counts}`
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

export function verdictText({ verdict, complete }: ImpactReport): string {
  return complete || verdict === 'incomplete' ? verdict : `${verdict}, and incomplete`
}

export function levelText({ level, complete }: DiffReport): string {
  const text = level === 'none' ? 'no change' : level
  return complete ? text : `${text}, and incomplete`
}

/** `file.yaml:8`; `null` for a host’s own. */
export function placeText({ evidence: { file, line } }: Finding): string | null {
  return file === null ? null : `${file}:${line}`
}

/** What was and what is, in one line; `null` where neither is shown. */
export function beforeAfter({ before, after }: Pick<Change, 'before' | 'after'>): string | null {
  if (before === undefined && after === undefined) return null
  return `${valueText(before)} → ${valueText(after)}`
}

function valueText(value: Change['before']): string {
  if (value === undefined) return '–'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 120 ? `${text.slice(0, 119)}…` : text
}

/** `by asha until 2026-12-31: why`; `written`: what is foreign in it, as the form has it. */
export function acceptanceText(
  { by, until, why }: NonNullable<Finding['accepted']>,
  written: (text: string) => string,
): string {
  return `by ${written(by)} until ${written(until)}${why === undefined ? '' : `: ${written(why)}`}`
}

/** A value that shows what the change does, in two parts; `null` where there is none. */
export function witnessText({ kind, evidence }: Finding): readonly [value: string, what: string] | null {
  if (evidence.witness === undefined) return null
  return [valueText(evidence.witness), kind.startsWith('input.') ? 'is refused now' : 'may come now']
}

export function problemPlace({ file, line, column }: Problem): string | null {
  return file === undefined ? null : [file, line, column].filter((part) => part !== undefined).join(':')
}
