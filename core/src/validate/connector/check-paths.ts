import { type Connector, type HttpCall, nearestName, type Operation, pointer } from '../../model/index.ts'
import { propertiesOf } from '../schema/properties-of.ts'
import { isRequiredIn } from '../schema/required-in.ts'
import type { Mistake } from '../structure/mistake.ts'
import { availableIn, capitalised, type PlacedOperation, suggestion } from './check.ts'

/** Each name in a path is an input that is always there; each parameter of the path is in it. */
export function* checkPaths(connector: Connector): Iterable<Mistake> {
  for (const placed of availableIn(connector))
    for (const call of callsOf(placed)) yield* checkPath(call, placed, connector)
}

export interface PlacedCall {
  readonly http: HttpCall
  readonly at: string
}

export function callsOf({ operation, at }: Pick<PlacedOperation, 'operation' | 'at'>): PlacedCall[] {
  const calls: [HttpCall | undefined, string][] = [
    [operation.http, `${at}/http`],
    [operation.poll?.http, `${at}/poll/http`],
    ...(['subscribe', 'renew', 'unsubscribe'] as const).map((name): [HttpCall | undefined, string] => [
      operation.webhook?.[name]?.http,
      `${at}/webhook/${name}/http`,
    ]),
  ]
  return calls.flatMap(([http, place]) => (http === undefined ? [] : [{ http, at: place }]))
}

function* checkPath(
  { http, at }: PlacedCall,
  { operation, name }: PlacedOperation,
  connector: Connector,
): Iterable<Mistake> {
  const names = [...http.path.matchAll(/\{([^{}]+)\}/g)].map(([, inside = '']) => inside)
  const inPath = http.parameters.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name)
  for (const unfilled of names.filter((each) => !inPath.includes(each)))
    yield {
      code: 'path-unfilled',
      message: `${capitalised(name)} has {${unfilled}} in its path, which nothing fills.`,
      pointer: `${at}/path`,
      hint: 'correct the name, or add a parameter in the path.',
    }
  for (const unused of inPath.filter((each) => !names.includes(each)))
    yield {
      code: 'path-unused',
      message: `${capitalised(name)} has the path parameter "${unused}", which is not in its path ${http.path}.`,
      pointer:
        at +
        pointer(
          'parameters',
          http.parameters.findIndex((each) => each.name === unused),
        ),
      hint: `write {${unused}} into the path, or place it elsewhere.`,
    }
  yield* checkInputsOf({ http, at }, { operation, name }, connector)
}

function* checkInputsOf(
  { http, at }: PlacedCall,
  { operation, name }: { readonly operation: Operation; readonly name: string },
  { schemas }: Connector,
): Iterable<Mistake> {
  const known = [...propertiesOf(operation.input, schemas).keys()]
  for (const parameter of http.parameters) {
    if (parameter.in !== 'path' || parameter.value.kind !== 'value' || parameter.value.from.root !== 'input') continue
    const [input = '', ...deeper] = parameter.value.from.path
    if (!known.includes(input))
      yield {
        code: 'path-input-missing',
        message: `${capitalised(name)} uses {${input}} in its path, but has no input of that name.`,
        pointer: `${at}/path`,
        hint: suggestion(nearestName(input, known), [], `add "${input}" to its input, or correct the path.`),
      }
    else if (deeper.length === 0 && !isRequiredIn(input, operation.input, schemas))
      yield {
        code: 'path-input-optional',
        severity: 'warning',
        message: `${capitalised(name)} uses {${input}} in its path, but the input may be left out; then it can't be called.`,
        pointer: `${at}/path`,
        hint: `add "${input}" to "required" of its input.`,
      }
  }
}
