import { diffReport } from '../../diff/index.ts'
import { renderers } from '../../impact/index.ts'
import { type Connector, type Held, isError, type Problem } from '../../model/index.ts'
import { printProblem } from '../print-problem.ts'
import type { View } from './look.ts'

export type Tone = 'bad' | 'careful' | 'good'

/** Something to say about one connector or file. */
export interface Said {
  readonly tone: Tone
  readonly title: string
  /** Below the title. */
  readonly text?: string
}

const nothing: View = { serving: new Map(), held: new Map(), problems: new Map(), flows: 0 }

/** What is different between two moments, in words; everything where there was none before. */
export function saidBetween(before: View | null, after: View): readonly Said[] {
  const base = before ?? nothing
  return [...problemsBetween(base, after), ...servingBetween(before, after), ...heldBetween(base, after)]
}

function problemsBetween(before: View, after: View): readonly Said[] {
  const files = [...new Set([...before.problems.keys(), ...after.problems.keys()])].sort()
  return files.flatMap((file): readonly Said[] => {
    const text = problemText(after.problems.get(file))
    if (text === problemText(before.problems.get(file))) return []
    const name = file === '' ? 'problems' : file
    if (text === '') return [{ tone: 'good', title: `${name}: no problem any more` }]
    const errors = (after.problems.get(file) ?? []).filter(isError)
    return [
      {
        tone: errors.length > 0 ? 'bad' : 'careful',
        title: `${name}: ${counted(after.problems.get(file) ?? [])}`,
        text,
      },
    ]
  })
}

function problemText(problems: readonly Problem[] = []): string {
  return problems.map(printProblem).join('')
}

function counted(problems: readonly Problem[]): string {
  const warnings = problems.filter(({ severity }) => severity === 'warning').length
  const said = [count(problems.length - warnings, 'problem'), count(warnings, 'warning')]
  return said.filter((text) => !text.startsWith('0 ')).join(', ')
}

function servingBetween(before: View | null, after: View): readonly Said[] {
  const ids = [...new Set([...(before?.serving.keys() ?? []), ...after.serving.keys()])].sort()
  return ids.flatMap((id): readonly Said[] => {
    const was = before?.serving.get(id)
    const is = after.serving.get(id)
    if (was?.revision === is?.revision) return []
    if (is === undefined) return [{ tone: 'careful', title: `${id} is gone; no flow used it` }]
    if (was === undefined)
      return [{ tone: 'good', title: `${id} ${is.model.version} is ready: ${operations(is.model)}` }]
    return [changed(was.model, is.model)]
  })
}

/** A change that took effect: nobody's flow was at risk, or it was accepted. */
function changed(base: Connector, revision: Connector): Said {
  const label = ({ id, version }: Connector): string => `${id} ${version}`
  const pairs = { base: [base], revision: [revision], single: true, problems: [], unread: [] }
  const report = diffReport({ ...pairs, names: { base: label(base), revision: label(revision) } })
  if (report.changes.length === 0)
    return { tone: 'good', title: `${revision.id} has changed in nothing that a flow meets` }
  return {
    tone: report.level === 'safe' ? 'good' : 'careful',
    title: `${revision.id} has changed, and takes effect`,
    text: textRenderer()?.diff(report) ?? '',
  }
}

function heldBetween(before: View, after: View): readonly Said[] {
  const ids = [...new Set([...before.held.keys(), ...after.held.keys()])].sort()
  return ids.flatMap((id): readonly Said[] => {
    const was = before.held.get(id)
    const is = after.held.get(id)
    if (is === undefined)
      return before.serving.get(id)?.revision === after.serving.get(id)?.revision
        ? [{ tone: 'good', title: `${id}: nothing is held any more` }]
        : []
    const text = heldText(is)
    if (was?.revision === is.revision && heldText(was) === text) return []
    const tone = is.report.verdict === 'broken' ? 'bad' : 'careful'
    return [{ tone, title: `${id}: this would be held, and the base would serve on`, text }]
  })
}

function heldText({ report }: Held): string {
  return textRenderer()?.impact(report) ?? ''
}

const textRenderer = (): (typeof renderers)[number] | undefined => renderers.find(({ name }) => name === 'text')

function operations({ operations }: Connector): string {
  const all = Object.values(operations)
  const of = (kind: 'action' | 'trigger'): number => all.filter((operation) => operation.kind === kind).length
  return `${count(of('action'), 'action')}, ${count(of('trigger'), 'trigger')}`
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`
