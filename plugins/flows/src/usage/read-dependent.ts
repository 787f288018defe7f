import { isError, type Problem, type ReadDependent, type Usage } from '@jackfield/core'
import { type FlowDocument, readFlow } from '../document/index.ts'
import { checkInput } from './check-input.ts'
import { checkOperations, type ReadAgainst } from './check-operations.ts'
import { readUsages } from './read-usages.ts'

export interface ReadFlowDependent extends ReadDependent {
  readonly flow?: FlowDocument
}

/** Reads a flow document whole: its grammar, its operations, its expressions and all that they use. */
export function readDependent({ path, text }: { path: string; text: string }, against: ReadAgainst): ReadFlowDependent {
  const { flow, id, source, problems } = readFlow(path, text)
  if (flow === undefined) return { id, connections: {}, usages: [], problems: sorted(problems), complete: false }
  const { used, inOrder, problems: wrong } = checkOperations(flow, source, against)
  const { usages, problems: unclear, complete } = readUsages(flow, source, used)
  const inputs = usages.flatMap((usage, index) =>
    checkInput(usage, inOrder[index] ?? {}, {
      source,
      at: index === 0 ? '/trigger' : (flow.steps[index - 1]?.pointer ?? ''),
    }),
  )
  const all = sorted([...problems, ...wrong, ...unclear, ...inputs])
  return {
    id,
    ...(flow.title === undefined ? {} : { title: flow.title }),
    connections: flow.connections,
    usages: usages.map((usage) => asMade(usage, against)),
    problems: all,
    complete: complete && !problems.some(isError),
    flow,
  }
}

function asMade(usage: Usage, { described }: ReadAgainst): Usage {
  const digest = described?.get(usage.step)?.digest
  return digest === undefined ? usage : { ...usage, resolvedSchema: digest }
}

function sorted(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0))
}
