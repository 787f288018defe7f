import { type Connector, type Derived, nearestName, type Operation, type Pointer, pointer } from '../../model/index.ts'
import { requiredOf } from '../schema/required-in.ts'
import type { Mistake } from '../structure/mistake.ts'
import { referencesIn } from '../template/references-in.ts'
import { operationsOf, suggestion } from './check.ts'

/** What a connection learns comes with its token, or of an action that it can call at once; and is no secret. */
export function* checkDerived(connector: Connector): Iterable<Mistake> {
  for (const [name, derived] of Object.entries(connector.derived ?? {})) {
    const at = pointer('derived', name)
    if (derived.from === 'token') yield* checkToken(name, derived, connector)
    else yield* checkOperation({ name, id: derived.from.operation, at }, connector)
    if (derived.pattern !== undefined && !compiles(derived.pattern))
      yield {
        code: 'pattern-refused',
        message: `The pattern of the derived value "${name}" is no regular expression: ${derived.pattern}`,
        pointer: `${at}/pattern`,
        hint: 'correct its syntax (ECMA-262, flag u).',
      }
  }
}

function* checkToken(name: string, { at: place }: Derived, { securitySchemes }: Connector): Iterable<Mistake> {
  const at = pointer('derived', name)
  if (!Object.values(securitySchemes).some(({ type }) => type === 'oauth2' || type.startsWith('x-')))
    yield {
      code: 'derived-refused',
      message: `The derived value "${name}" comes with a token, but no security scheme has any.`,
      pointer: `${at}/from`,
      hint: 'name an action that only reads, or ask for it in the settings.',
    }
  if (/(token|secret|password|assertion)$|(^|\/)code$/i.test(place))
    yield {
      code: 'derived-refused',
      message: `The derived value "${name}" would be a secret, which is kept nowhere in clear.`,
      pointer: `${at}/at`,
      hint: 'tokens are placed by the security scheme; derive something else.',
    }
}

interface FromOperation {
  readonly name: string
  readonly id: string
  readonly at: Pointer
}

function* checkOperation({ name, id, at }: FromOperation, connector: Connector): Iterable<Mistake> {
  const actions = operationsOf(connector).flatMap(({ operation }) =>
    operation.kind === 'action' ? [operation.id] : [],
  )
  const operation = actions.includes(id) ? connector.operations[id] : undefined
  if (operation === undefined)
    return yield {
      code: 'operation-unknown',
      message: `The derived value "${name}" comes from "${id}", which is no action of the connector.`,
      pointer: `${at}/from`,
      hint: suggestion(
        nearestName(id, ['token', ...actions]),
        ['token', ...actions],
        'name an action that only reads.',
      ),
    }
  const refuse = (complaint: string, hint: string): Mistake => ({
    code: 'derived-refused',
    message: `The derived value "${name}" comes from "${id}", which ${complaint}.`,
    pointer: `${at}/from`,
    hint,
  })
  if (operation.effect !== 'read') yield refuse('does more than read', 'name an action whose effect is read.')
  const required = requiredOf(operation.input, connector.schemas)
  if (required.length > 0) yield refuse(`needs an input: ${required.join(', ')}`, 'name an action that needs none.')
  const circular = readsOf(operation).find(
    (each) => connector.derived?.[each] && connector.derived[each].from !== 'token',
  )
  if (circular !== undefined)
    yield refuse(`itself reads {derived.${circular}}, which is not known then`, 'name an action that does not read it.')
}

/** Names of the derived values that an action's request is made of. */
function readsOf({ http }: Operation): readonly string[] {
  const templates = [...(http?.parameters ?? []).map(({ value }) => value), ...(http?.body ? [http.body.value] : [])]
  return templates
    .flatMap((template) => referencesIn(template))
    .filter(({ reference }) => reference.root === 'derived')
    .map(({ reference }) => reference.path[0] ?? '')
}

function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u')
    return true
  } catch {
    return false
  }
}
