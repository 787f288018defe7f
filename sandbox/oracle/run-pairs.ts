import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { Finding, ImpactReport, StepVerdict } from '@jackfield/core'
import { type Budget, operationsOf } from './chosen.ts'
import { flowDocument, groundManifest } from './flow.ts'
import type { Pair } from './pair.ts'
import { type Callable, playCandidate, playFlow, type Truth } from './play-flow.ts'
import { openSide } from './side.ts'
import { verdictsOf } from './verdicts.ts'

/** A step's verdict beside what really became of it. */
export interface Compared extends Truth {
  readonly pair: string
  readonly status: StepVerdict['status']
  /** Kinds and words of what was found for it. */
  readonly found: readonly string[]
}

export interface Run {
  readonly compared: readonly Compared[]
  /** How many pairs have at least one step that was played. */
  readonly pairs: readonly string[]
  /** What could not be played, and why. */
  readonly unplayed: readonly string[]
  readonly untaken: readonly string[]
  readonly problems: readonly string[]
}

/** Plays flows over some pairs and asks for the verdicts on them, all at once. */
export async function runPairs(
  pairs: readonly Pair[],
  budget: Budget,
  done?: (pair: Pair, steps: number) => void,
): Promise<Run> {
  const dir = await mkdtemp(join(tmpdir(), 'jackfield-oracle-'))
  try {
    return await runIn(dir, pairs, { budget, done })
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

async function runIn(
  dir: string,
  pairs: readonly Pair[],
  { budget, done }: { readonly budget: Budget; readonly done: ((pair: Pair, steps: number) => void) | undefined },
): Promise<Run> {
  const folders = { base: join(dir, 'base'), revision: join(dir, 'revision'), flows: join(dir, 'flows') }
  for (const side of [folders.base, folders.revision]) {
    await mkdir(join(side, 'ground'), { recursive: true })
    await writeFile(join(side, 'ground', 'connector.yaml'), groundManifest)
  }
  await mkdir(folders.flows)
  const truths: (Truth & { readonly pair: string })[] = []
  const unplayed: string[] = []
  const untaken: string[] = []
  for (const pair of pairs) {
    const before = truths.length
    for (const [side, { bytes }] of [
      ['base', pair.base],
      ['revision', pair.revision],
    ] as const)
      await writeFile(join(folders[side], `${pair.id}.json`), bytes)
    const played = await playPair(pair, folders, budget)
    truths.push(...played.truths.map((truth) => ({ ...truth, pair: pair.id })))
    unplayed.push(...played.unplayed.map((why) => `${pair.id}: ${why}`))
    untaken.push(...played.untaken.map((why) => `${pair.id}: ${why}`))
    done?.(pair, truths.length - before)
  }
  const report = await verdictsOf(folders)
  return {
    compared: compare(truths, report),
    pairs: [...new Set(truths.map(({ pair }) => pair))],
    unplayed,
    untaken,
    problems: report.problems.map(({ file = dir, message }) => `${relative(dir, file)}: ${message}`),
  }
}

async function playPair(
  pair: Pair,
  folders: { readonly base: string; readonly revision: string; readonly flows: string },
  budget: Budget,
): Promise<{
  readonly truths: readonly Truth[]
  readonly unplayed: readonly string[]
  readonly untaken: readonly string[]
}> {
  await using opened = new AsyncDisposableStack()
  const sides = { base: undefined as never, revision: undefined as never }
  for (const name of ['base', 'revision'] as const) {
    const side = await openSide(join(folders[name], `${pair.id}.json`), budget.seed)
    if (typeof side === 'string') return { truths: [], unplayed: [`the ${name} is no connector: ${side}`], untaken: [] }
    sides[name] = opened.use(side) as never
  }
  const truths: Truth[] = []
  const unplayed: string[] = []
  const untaken: string[] = []
  const callables: Callable[] = []
  for (const candidate of operationsOf(sides.base, sides.revision, budget)) {
    const callable = await playCandidate(sides, candidate, budget)
    if (callable === undefined) unplayed.push(`${candidate.operation.id}: the base takes none of its calls`)
    else callables.push(callable)
  }
  const targets = callables.flatMap(({ target }) => target ?? [])
  for (const [index, callable] of callables.entries()) {
    const played = await playFlow(sides, callable, { id: `${pair.id}-${index}`, targets, budget })
    await writeFile(join(folders.flows, `${played.flow.id}.json`), flowDocument(played.flow))
    truths.push(...played.truths)
    untaken.push(...played.untaken)
  }
  return { truths, unplayed, untaken }
}

function compare(
  truths: readonly (Truth & { readonly pair: string })[],
  { steps, findings }: ImpactReport,
): readonly Compared[] {
  const name = ({ flow, step }: { readonly flow: string | null; readonly step: string | null }): string =>
    `${flow} ${step}`
  const statuses = new Map(steps.map((step) => [name(step), step.status]))
  const found = Map.groupBy(findings, name)
  return truths.map((truth) => ({
    ...truth,
    status: statuses.get(name(truth)) ?? 'unresolved',
    found: (found.get(name(truth)) ?? []).map(({ status, kind, message }: Finding) => `${status} ${kind}: ${message}`),
  }))
}
