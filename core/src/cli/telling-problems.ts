import { isError, type Problem } from '../model/index.ts'

/** What is wrong on one side of a comparison; `name`: the argument, which its files begin with. */
interface ProblemsOf {
  readonly name: string
  readonly problems: readonly Problem[]
}

/**
 * The problems that say something about a comparison: all that make it incomplete, and of those that only warn, what is
 * on one side alone. A document that is sloppy on both sides has changed nothing by that.
 */
export function tellingProblems(base: ProblemsOf, revision: ProblemsOf): readonly Problem[] {
  const sides = [base, revision].map(({ name, problems }) =>
    problems.filter(isWarning).map((problem) => ({ problem, about: aboutOf(problem, name) })),
  ) as [Warning[], Warning[]]
  // What only moved, such as a parameter behind a new one, is the same.
  const rest = withoutPairs(
    withoutPairs(sides, ({ about, problem }) => `${about} ${problem.pointer}`),
    ({ about }) => about,
  )
  const differing = new Set(rest.flat().map(({ problem }) => problem))
  return [base, revision].flatMap(({ problems }) =>
    problems.filter((problem) => !isWarning(problem) || differing.has(problem)),
  )
}

interface Warning {
  readonly problem: Problem
  readonly about: string
}

const isWarning = (problem: Problem): boolean => !isError(problem)

function aboutOf({ code, message, file = '' }: Problem, name: string): string {
  return JSON.stringify([code, message, file.startsWith(name) ? file.slice(name.length) : file])
}

/** Both sides without those that have one of the same key on the other, each for one. */
function withoutPairs(
  [left, right]: [Warning[], Warning[]],
  key: (warning: Warning) => string,
): [Warning[], Warning[]] {
  const open = Map.groupBy(right, key)
  const alone = left.filter((warning) => open.get(key(warning))?.pop() === undefined)
  const others = new Set([...open.values()].flat())
  return [alone, right.filter((warning) => others.has(warning))]
}
