import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { argumentInvalid } from '../errors/index.ts'
import { type AcceptedFinding, acceptanceProblems, acceptedIn, isOver } from '../impact/index.ts'
import { parseText } from '../load/index.ts'
import { type ImpactReport, type Problem, pointer } from '../model/index.ts'
import type { Invocation } from './command.ts'

/** An entry of the file, with where it stands in it. */
export interface Acceptance extends AcceptedFinding {
  readonly place: Pick<Problem, 'file' | 'line' | 'column' | 'pointer'>
}

export interface Acceptances {
  /** Those that are in force today. */
  readonly accepted: readonly AcceptedFinding[]
  /** Of those that are over, and of those that no finding of the report is about: warnings. */
  problemsIn(report: ImpactReport): readonly Problem[]
}

/**
 * Reads the file that `--accepted` names: `{ accepted: [{ fingerprint, by, until, why }] }`. Throws `argument-invalid`
 * with every problem where it is not that, each with its line.
 */
export async function readAccepted({ option, io }: Invocation): Promise<Acceptances> {
  const file = option('accepted')
  if (file === undefined) return { accepted: [], problemsIn: () => [] }
  const bytes = await readFile(resolve(io.cwd, file)).catch((cause: Error) => {
    throw argumentInvalid(`${file} can't be read: ${cause.message}`, { cause, hint: 'Correct the path.' })
  })
  const text = await parseText(bytes, file)
  const problems =
    text.problems.length > 0
      ? text.problems
      : acceptanceProblems(text.value).map((problem) => ({ ...problem, ...text.place(problem.pointer ?? '') }))
  if (problems.length > 0)
    throw argumentInvalid(`${file} does not say which findings are accepted.`, {
      problems,
      hint: 'Write accepted: [{ fingerprint, by, until, why }], as docs/reference/impact.md shows.',
    })
  const entries = acceptedIn(text.value).map((entry, index) => ({
    ...entry,
    place: text.place(pointer('accepted', index)),
  }))
  return inForce(entries, Date.now())
}

function inForce(entries: readonly Acceptance[], now: number): Acceptances {
  return {
    accepted: entries.filter((entry) => !isOver(entry, now)),
    problemsIn({ findings }) {
      const known = new Set(findings.map(({ fingerprint }) => fingerprint))
      return entries.flatMap((entry) => {
        if (!known.has(entry.fingerprint)) return [unused(entry)]
        return isOver(entry, now) ? [over(entry)] : []
      })
    },
  }
}

function unused({ fingerprint, by, place }: Acceptance): Problem {
  return {
    code: 'acceptance-unused',
    message: `No finding has the fingerprint ${fingerprint}, which ${by} accepted.`,
    severity: 'warning',
    ...place,
    hint: 'Remove the entry, or correct its fingerprint.',
  }
}

function over({ fingerprint, by, until, place }: Acceptance): Problem {
  return {
    code: 'acceptance-expired',
    message: `The finding ${fingerprint} was accepted by ${by} until ${until}, which is over.`,
    severity: 'warning',
    ...place,
    hint: 'Correct what it is about, or accept it anew.',
  }
}
