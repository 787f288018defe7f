import {
  askingsOf,
  type Connector,
  type JsonObject,
  nearestName,
  type Pointer,
  pointer,
  type Reference,
  type Template,
} from '../../model/index.ts'
import { lookUp } from '../schema/look-up.ts'
import type { Mistake } from '../structure/mistake.ts'
import { type FoundReference, referencesIn } from '../template/references-in.ts'
import { availableIn, capitalised, type PlacedOperation, suggestion } from './check.ts'
import { callsOf, type PlacedCall } from './check-paths.ts'

/** Templates read inputs and settings that there are. */
export function* checkTemplates(connector: Connector): Iterable<Mistake> {
  for (const placed of availableIn(connector)) {
    const ofCalls = callsOf(placed).flatMap(templatesOf)
    for (const [template, at] of ofCalls) yield* checkReads(referencesIn(template, at), placed, connector)
    for (const [name, value] of Object.entries(placed.operation.webhook?.where ?? {}))
      yield* checkReads(referencesIn(value, placed.at + pointer('webhook', 'where', name)), placed, connector)
    const { confirm } = placed.operation
    const inConfirm = confirm === undefined ? [] : referencesIn(confirm.input, `${placed.at}/confirm/input`)
    yield* checkReads(inConfirm.filter(isInput), placed, connector)
    for (const { input, at } of askingsOf(placed.operation))
      yield* checkReads(referencesIn(input, `${placed.at}${at}/input`), placed, connector)
  }
}

/** Whatever else a `confirm` reads is refused there. */
function isInput({ reference }: FoundReference): boolean {
  return reference.root === 'input'
}

/** Parameters of the path are checked with it. */
function templatesOf({ http, at }: PlacedCall): [Template, Pointer][] {
  const parameters = http.parameters.flatMap(({ in: location, value }, index): [Template, Pointer][] =>
    location === 'path' ? [] : [[value, `${at}${pointer('parameters', index)}/value`]],
  )
  const where = Object.entries(http.result?.where ?? {}).map(([name, value]): [Template, Pointer] => [
    value,
    at + pointer('result', 'where', name),
  ])
  return [...parameters, ...where, ...(http.body ? [[http.body.value, `${at}/body/value`] as [Template, Pointer]] : [])]
}

function* checkReads(
  found: readonly FoundReference[],
  placed: PlacedOperation,
  connector: Connector,
): Iterable<Mistake> {
  for (const { reference, at } of found) {
    const { root } = reference
    if (root === 'input')
      yield* checkRead(reference, at, { ...placed, schema: placed.operation.input, what: 'input' }, connector)
    else if (root === 'settings')
      yield* checkRead(reference, at, { ...placed, schema: connector.settings, what: 'setting' }, connector)
    else if (root === 'derived') yield* checkDerivedRead(reference, at, { ...placed, connector })
    else if (root === 'credentials') yield credentialRead(reference, at, placed)
  }
}

interface ReadFrom extends PlacedOperation {
  readonly schema: JsonObject
  readonly what: 'input' | 'setting'
}

function* checkRead({ root, path }: Reference, at: Pointer, from: ReadFrom, { schemas }: Connector): Iterable<Mistake> {
  const found = lookUp(from.schema, path, schemas)
  const open = found.found === 'open' && path.length > 1
  if (found.found === 'declared' || open) return
  const known = found.found === 'absent' ? found.known : []
  const missing = found.found === 'absent' ? found.name : (path[0] ?? '')
  yield {
    code: `${from.what}-unknown`,
    message: `${capitalised(from.name)} reads {${[root, ...path].join('.')}}, but there is no ${from.what} "${missing}".`,
    pointer: at,
    hint: suggestion(
      nearestName(missing, known),
      known,
      `add "${missing}" to ${from.what === 'input' ? 'its input' : 'the settings'}.`,
    ),
  }
}

function* checkDerivedRead(
  { path }: Reference,
  at: Pointer,
  { name, connector }: PlacedOperation & { readonly connector: Connector },
): Iterable<Mistake> {
  const known = Object.keys(connector.derived ?? {})
  const [first = '', ...rest] = path
  if (known.includes(first) && rest.length === 0) return
  yield {
    code: 'derived-unknown',
    message: `${capitalised(name)} reads {derived.${path.join('.')}}, which the connector does not derive.`,
    pointer: at,
    hint: suggestion(nearestName(first, known), known, 'add it to "derived", or ask for it in the settings.'),
  }
}

function credentialRead({ path }: Reference, at: Pointer, { name }: PlacedOperation): Mistake {
  const message = `${capitalised(name)} reads the credential "${path.join('.')}".`
  return { code: 'credential-refused', message, pointer: at, hint: 'credentials are placed by security schemes alone.' }
}
