import { dependentInvalid } from '../errors/index.ts'
import { type Dependent, type Problem, parseJson, pointer, type Usage } from '../model/index.ts'
import { checkSteps } from './known-steps.ts'
import { putShape } from './usage-shape.ts'

export interface PutUsages {
  readonly dependent: Dependent
  readonly usages: readonly Usage[]
  /** Whether these are all of them (Law 4). */
  readonly complete: boolean
  /** The extension whose document it is; null for a host's own. */
  readonly owner: string | null
}

/**
 * Reads what a host or an extension says about a dependent into plain data of our own. Throws `dependent-invalid` with
 * every problem, each with a pointer into what was given.
 */
export function readUsages(given: PutUsages): PutUsages {
  const problems: Problem[] = []
  putShape(given, '', problems)
  if (problems.length === 0) checkSteps(given.usages, pointer('usages'), problems)
  if (problems.length === 0) return parseJson(JSON.stringify(given)) as unknown as PutUsages
  const { id } = Object(given.dependent) as { readonly id?: unknown }
  const name = typeof id === 'string' ? `"${id}"` : 'a dependent without an id'
  const count = problems.length === 1 ? 'There is one problem' : `There are ${problems.length} problems`
  throw dependentInvalid(`The usages of ${name} can't be taken. ${count}: ${problems[0]?.message}`, {
    hint: 'Correct what `problems` lists; nothing was stored.',
    problems,
  })
}
