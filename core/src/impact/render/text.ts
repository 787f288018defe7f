import type { Change, DiffReport, Finding, ImpactReport, Problem } from '../../model/index.ts'
import type { Renderer } from '../renderer.ts'
import { type FoldedProblem, foldProblems, moreText } from './fold-problems.ts'
import { oneLine, printable } from './plain-line.ts'
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

/** For a terminal: the verdict and the counts first, then what is broken, risky and safe, then what is not known. */
export const textRenderer: Renderer = { name: 'text', diff, impact }

function diff(report: DiffReport): string {
  const groups = Map.groupBy(report.changes, (change) => [change.connector, change.operation ?? ''].join('.'))
  return lines(
    `${levelText(report)}: ${levelCounts(report.changes)}`,
    `  ${report.base} → ${report.revision}`,
    ...[...groups].flatMap(([name, changes]) => ['', name.replace(/\.$/, ''), ...changes.flatMap(changeLines)]),
    ...problemLines(report.problems),
  )
}

function changeLines(change: Change): readonly string[] {
  const values = beforeAfter(change)
  return [
    `  ${change.level.padEnd(8)}  ${change.message}`,
    `            ${change.kind}  ${change.pointer}${values === null ? '' : `  (${values})`}`,
    ...(change.rename === undefined
      ? []
      : [
          `            likely rename: ${change.rename.from} → ${change.rename.to} (confidence ${change.rename.confidence})`,
        ]),
  ]
}

function impact(report: ImpactReport): string {
  const safe = report.findings.filter((finding) => finding.status === 'safe')
  const others = report.findings.filter((finding) => finding.status !== 'safe')
  const worstFirst = [...others].sort((a, b) => (a.status === b.status ? 0 : a.status === 'broken' ? -1 : 1))
  return lines(
    `${verdictText(report)}: ${stepCounts(report.summary)}`,
    `  ${report.base} → ${report.revision}`,
    ...worstFirst.flatMap(findingLines),
    ...(safe.length === 0 ? [] : ['', 'safe as declared', ...safe.map(safeLine)]),
    ...problemLines(report.problems),
  )
}

function findingLines(finding: Finding): readonly string[] {
  const { status, evidence, message, operation, kind, fix, accepted } = finding
  const place = [placeText(finding), evidence.expression === undefined ? null : oneLine(evidence.expression)]
  const witness = witnessText(finding)
  return [
    '',
    `${status}  ${whose(finding)}${accepted === undefined ? '' : `  (accepted ${acceptanceText(accepted, oneLine)})`}`,
    ...(place.some((part) => part !== null) ? [`  ${place.filter((part) => part !== null).join('  ')}`] : []),
    `  ${message}`,
    `  ${[kind, operation].filter((part) => part !== null).join('  ')}`,
    ...(witness === null ? [] : [`  for example ${witness.join(' ')}`]),
    ...(fix === undefined ? [] : [`  fix: ${oneLine(fix.before)} → ${oneLine(fix.after)}`]),
  ]
}

function safeLine(finding: Finding): string {
  return `  ${whose(finding)}  ${[finding.kind, finding.operation].filter((part) => part !== null).join('  ')}`
}

function whose({ flow, step }: Finding): string {
  return flow === null ? 'a connection' : `${flow} › ${step}`
}

function problemLines(problems: readonly Problem[]): readonly string[] {
  if (problems.length === 0) return []
  return ['', 'problems', ...foldProblems(problems).flatMap(oneProblem)]
}

function oneProblem({ first: problem, more }: FoldedProblem): readonly string[] {
  const place = problemPlace(problem)
  return [
    `  ${problem.severity === 'warning' ? 'warning: ' : ''}${problem.message}`,
    ...(place === null && more === 0 ? [] : [`    at ${place ?? 'one place'}${moreText(more)}`]),
    ...(problem.hint === undefined ? [] : [`    hint: ${problem.hint}`]),
  ]
}

/** Control characters in foreign text never reach the terminal, nor what turns the direction of the text around it. */
function lines(...all: readonly string[]): string {
  return `${all.map((line) => printable(line)).join('\n')}\n`
}
