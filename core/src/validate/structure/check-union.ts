import { isJsonObject, type Json, type JsonObject } from '../../model/index.ts'
import { typeMistake, valueMistake } from './check-scalar.ts'
import type { Mistake } from './mistake.ts'
import { into, isOfType, target, typesOf, type Walk } from './walk.ts'
import { alternatives, describeSubject } from './words.ts'

/** `oneOf`: finds the alternative that the author meant and answers its mistakes alone. */
export function checkUnion(value: Json, { oneOf }: JsonObject, walk: Walk): readonly Mistake[] {
  if (!Array.isArray(oneOf)) return []
  const branches = oneOf.map((branch: Json) => resolved(branch, walk.root))
  if (branches.every(isOnlyRequired)) return isJsonObject(value) ? checkExclusive(value, branches, walk) : []
  const fitting = branches.filter((branch) => {
    const types = typesOf(branch, walk.root)
    return types === undefined || isOfType(value, types)
  })
  if (fitting.length === 0) return [typeMistake(value, { types: allTypes(branches, walk) }, walk)]
  if (!isJsonObject(value) || fitting.length === 1) return walk.check(value, fitting[0] ?? true, walk)
  return checkByTag(value, fitting, walk) ?? walk.check(value, mostAlike(value, fitting, walk), walk)
}

function resolved(branch: Json, root: JsonObject): JsonObject {
  const found = isJsonObject(branch) && typeof branch.$ref === 'string' ? target(root, branch.$ref) : branch
  return isJsonObject(found) ? found : {}
}

function isOnlyRequired(branch: JsonObject): boolean {
  return Object.keys(branch).join() === 'required'
}

function checkExclusive(value: JsonObject, branches: readonly JsonObject[], walk: Walk): readonly Mistake[] {
  const names = branches.flatMap(({ required }) => required as readonly string[])
  const given = names.filter((name) => Object.hasOwn(value, name))
  if (given.length === 1) return []
  const listed = alternatives(names.map((name) => `"${name}"`))
  const subject = describeSubject(walk.at)
  const [, second] = given
  if (second === undefined)
    return [
      {
        code: 'key-missing',
        message: `${subject} has neither ${listed.replace(' or ', ' nor ')}.`,
        pointer: walk.at,
        hint: `add ${listed}.`,
      },
    ]
  const message = `${subject} has both ${given.map((name) => `"${name}"`).join(' and ')}.`
  return [
    { code: 'keys-exclusive', message, pointer: into(walk, second).at, part: 'key', hint: `keep one of ${listed}.` },
  ]
}

function allTypes(branches: readonly JsonObject[], walk: Walk): string[] {
  return [...new Set(branches.flatMap((branch) => typesOf(branch, walk.root) ?? []))]
}

/**
 * Alternatives told apart by one property with a constant or a pattern in each; undefined where there is no such
 * property.
 */
function checkByTag(value: JsonObject, branches: readonly JsonObject[], walk: Walk): readonly Mistake[] | undefined {
  const tag = Object.keys(propertiesOf(branches[0])).find((name) =>
    branches.every((branch) => constantOf(branch, name) !== undefined || patternOf(branch, name) !== undefined),
  )
  if (tag === undefined) return undefined
  const constants = branches.map((branch) => constantOf(branch, tag)).filter((constant) => constant !== undefined)
  if (constants.length === 0) return undefined
  const given = value[tag]
  if (given === undefined)
    return walk.check(value, { type: 'object', required: [tag] }, walk).map((mistake) => withValues(mistake, constants))
  const chosen =
    branches.find((branch) => constantOf(branch, tag) === given) ??
    branches.find((branch) => typeof given === 'string' && patternOf(branch, tag)?.test(given))
  return chosen === undefined ? [valueMistake(given, constants, into(walk, tag))] : walk.check(value, chosen, walk)
}

function withValues(mistake: Mistake, values: readonly Json[]): Mistake {
  return {
    ...mistake,
    hint: `${mistake.hint?.replace(/\.$/, '')}: ${alternatives(values.map((value) => JSON.stringify(value)))}.`,
  }
}

function propertiesOf(branch: JsonObject | undefined): JsonObject {
  return isJsonObject(branch?.properties) ? branch.properties : {}
}

function constantOf(branch: JsonObject, name: string): Json | undefined {
  const property = propertiesOf(branch)[name]
  return isJsonObject(property) ? property.const : undefined
}

function patternOf(branch: JsonObject, name: string): RegExp | undefined {
  const property = propertiesOf(branch)[name]
  const pattern = isJsonObject(property) ? property.pattern : undefined
  return typeof pattern === 'string' ? new RegExp(pattern, 'u') : undefined
}

/** Whether a value is one of those that a property lists, if it lists any. */
function isListed(value: Json, property: Json | undefined): boolean {
  if (!isJsonObject(property)) return true
  const listed = property.const === undefined ? property.enum : [property.const]
  return !Array.isArray(listed) || listed.includes(value)
}

/** The alternative that knows most of the names, with values of their types, and requires most of them. */
function mostAlike(value: JsonObject, branches: readonly JsonObject[], { root }: Walk): JsonObject {
  const alikeness = (branch: JsonObject): number => {
    const known = Object.entries(value).filter(([name]) => Object.hasOwn(propertiesOf(branch), name))
    const fitting = known.filter(([name, inner]) => {
      const property = propertiesOf(branch)[name]
      const types = typesOf(property, root)
      return (types === undefined || isOfType(inner, types)) && isListed(inner, property)
    })
    const required = Array.isArray(branch.required) ? branch.required : []
    return fitting.length + known.filter(([name]) => required.includes(name)).length
  }
  return branches.toSorted((a, b) => alikeness(b) - alikeness(a))[0] ?? {}
}
