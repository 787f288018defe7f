import type { Change, DiffReport, Finding, ImpactReport } from '../../model/index.ts'
import type { Renderer } from '../renderer.ts'
import { type FoldedProblem, foldProblems, moreText } from './fold-problems.ts'
import { code, plain } from './markdown-text.ts'
import {
  acceptanceText,
  beforeAfter,
  levelCounts,
  levelText,
  placeText,
  problemPlace,
  stepCounts,
  verdictText,
  witnessText,
} from './wording.ts'

/** For a pull request: the verdict and the counts first, then what is broken and risky, and what is safe folded. */
export const markdownRenderer: Renderer = { name: 'markdown', diff, impact }

function diff(report: DiffReport): string {
  const of = (level: Change['level']): readonly string[] =>
    report.changes.filter((change) => change.level === level).map(changeItem)
  return blocks(
    `## Changes: ${levelText(report)}`,
    `${levelCounts(report.changes)}. ${code(report.base)} → ${code(report.revision)}`,
    section('Breaking', of('breaking')),
    section('Risky', of('risky')),
    folded('Safe', of('safe')),
    section('Problems', foldProblems(report.problems).map(problemItem)),
  )
}

function changeItem(change: Change): string {
  const values = beforeAfter(change)
  const name = change.operation === null ? change.connector : `${change.connector}.${change.operation}`
  const rename = change.rename === undefined ? '' : ` (confidence ${change.rename.confidence})`
  return `${code(name)} ${plain(change.message)}${rename} ${code(change.kind)}${values === null ? '' : `: ${code(values)}`}`
}

function impact(report: ImpactReport): string {
  const of = (status: Finding['status']): readonly string[] =>
    report.findings.filter((finding) => finding.status === status).map(findingItem)
  return blocks(
    `## Impact: ${verdictText(report)}`,
    `${stepCounts(report.summary)}. ${code(report.base)} → ${code(report.revision)}`,
    section('Broken', of('broken')),
    section('Risky', of('risky')),
    folded('Safe as declared', of('safe')),
    section('Problems', foldProblems(report.problems).map(problemItem)),
  )
}

function findingItem(finding: Finding): string {
  const { flow, step, evidence, message, kind, operation, fix, accepted, fingerprint } = finding
  const place = placeText(finding)
  const witness = witnessText(finding)
  const parts = [
    flow === null ? 'A connection' : `**${plain(flow)}** › ${code(step ?? '')}`,
    ...(evidence.expression === undefined ? [] : [code(evidence.expression)]),
    ...(place === null ? [] : [`at ${code(place)}`]),
  ]
  return [
    parts.join(' '),
    `${plain(message)} (${[kind, operation]
      .filter((part) => part !== null)
      .map((part) => code(part ?? ''))
      .join(' of ')}; ${code(fingerprint)})`,
    ...(witness === null ? [] : [`For example ${code(witness[0])} ${witness[1]}.`]),
    ...(fix === undefined ? [] : [`Fix: ${code(fix.before)} → ${code(fix.after)}`]),
    ...(accepted === undefined ? [] : [`Accepted ${acceptanceText(accepted, plain)}.`]),
  ].join('<br>')
}

function problemItem({ first: problem, more }: FoldedProblem): string {
  const place = problemPlace(problem)
  const hint = problem.hint === undefined ? '' : ` ${plain(problem.hint)}`
  return `${plain(problem.message)}${place === null && more === 0 ? '' : ` (${place === null ? 'one place' : code(place)}${moreText(more)})`}${hint}`
}

function section(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : [`### ${title}`, '', ...items.map((item) => `- ${item}`)].join('\n')
}

function folded(title: string, items: readonly string[]): string {
  if (items.length === 0) return ''
  const list = items.map((item) => `- ${item}`).join('\n')
  return `<details><summary>${title} (${items.length})</summary>\n\n${list}\n\n</details>`
}

function blocks(...all: readonly string[]): string {
  return `${all.filter((block) => block !== '').join('\n\n')}\n`
}
