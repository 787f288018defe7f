import type { ParameterRead } from './parameter-read.ts'

/**
 * Each parameter is the input of its name. Several of one name have their places' names behind theirs (`id_query`), and
 * so has one named `body` beside a body.
 */
export function nameInputs(parameters: readonly ParameterRead[], hasBody: boolean): readonly ParameterRead[] {
  const counts = new Map<string, number>(hasBody ? [['body', 1]] : [])
  for (const { name, input } of parameters) if (input !== null) counts.set(name, (counts.get(name) ?? 0) + 1)
  const taken = new Set(counts.keys())
  return parameters.map((each) => {
    if (each.input === null || counts.get(each.name) === 1) return each
    let input = `${each.name}_${each.in}`
    while (taken.has(input)) input += '_'
    taken.add(input)
    return { ...each, input }
  })
}
