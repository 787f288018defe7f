import { isJsonObject, type JsonObject, nearestName, type Pointer, type Problem, type Usage } from '@jackfield/core'
import type { Source } from '../document/index.ts'
import { hintOfDeclared } from './expression-problems.ts'
import type { Used } from './flow-scope.ts'

/** What a step gives to its operation's input against what that declares. */
export function checkInput(
  usage: Usage,
  { operation, input }: Used,
  { source, at }: { source: Source; at: Pointer },
): Problem[] {
  const declared = input?.declared
  if (
    operation === undefined ||
    (operation.kind === 'trigger') !== (usage.step === 'trigger') ||
    usage.supplies.some(({ path }) => path.length === 0)
  )
    return []
  const given = new Set(usage.supplies.map(({ path }) => path[0] ?? ''))
  const required = requiredIn(operation.input)
  const missing = required
    .filter((name) => !given.has(name))
    .map(
      (name): Problem => ({
        code: 'input-missing',
        message: `"${usage.operation}" needs "${name}", which step "${usage.step}" does not give.`,
        ...source.place(at),
        hint: `Add "${name}" to its input.`,
      }),
    )
  const unknown = declared === undefined ? [] : [...given].filter((name) => !declared.includes(name))
  return [
    ...missing,
    ...unknown.map((name) =>
      undeclaredInput(usage, { name, declared: declared ?? [], place: source.keyPlace(`${at}/input/${name}`) }),
    ),
  ]
}

/** Declared by the connector, and described by the service. */
function requiredIn({ required, allOf }: JsonObject): readonly string[] {
  const own = Array.isArray(required) ? required.map(String) : []
  const parts = Array.isArray(allOf) ? allOf.filter(isJsonObject).flatMap(requiredIn) : []
  return [...new Set([...own, ...parts])]
}

function undeclaredInput(
  usage: Usage,
  { name, declared, place }: { name: string; declared: readonly string[]; place: ReturnType<Source['place']> },
): Problem {
  const close = nearestName(name, declared)
  return {
    code: 'input-undeclared',
    message: `"${usage.operation}" does not declare an input "${name}".`,
    severity: 'warning',
    ...place,
    hint: hintOfDeclared(close, declared),
  }
}
