import { functionNames } from '../expression/index.ts'
import { type AbstractValue, certainOf, derived, madeOf, nothing, several, sometimes } from './abstract-value.ts'
import { type Context, fails, use } from './context.ts'
import { higherOrder } from './higher-order.ts'
import { elementsOf } from './navigate.ts'
import { mayBeRefused } from './parameter-types.ts'
import { type Signature, signatures } from './signatures.ts'

/** One of JSONata's functions as a value. */
export function nativeFunction(name: string, context: Context): AbstractValue {
  if (!functionNames.has(name)) return derived
  return { kind: 'function', apply: (args) => callNative(name, args, context), text: `$${name}` }
}

/** Goes through a call of one of JSONata's functions. */
export function callNative(name: string, args: readonly AbstractValue[], context: Context): AbstractValue {
  context.recorder.rules.add(`$${name}`)
  const signature = signatures[name]
  const given = signature === undefined ? args : withContext(args, signature, context)
  const isShifted = given.length > args.length && args.length >= (signature?.required ?? 0)
  const looked = (argument: AbstractValue, index: number): AbstractValue =>
    signature?.parameters[index]?.elements ? elementsOf(argument, context.recorder) : argument
  const refused = given.map((argument, index) => mayBeRefused(name, index, looked(argument, index)))
  const byFirst = refused.indexOf(true, 1) < 0
  if (refused.includes(true)) fails(context.since ?? context.recorder.readSoFar, context, byFirst)
  if (unsure.has(name)) context.recorder.failures++
  // A question that is asserted copes with nothing: where it is false, that fails.
  if (name === 'assert' && context.since !== undefined) context.recorder.expose(context.since, context.assured)
  // A default may be what it finds nothing in.
  if (findsNothing(name) && context.provided !== true && context.since !== undefined)
    context.recorder.expose(context.since, context.assured)
  const own = higherOrder[name]
  if (own !== undefined) return own(given, context)
  given.forEach((value, index) => {
    const { as = 'value', throws = false, elements = false } = signature?.parameters[index] ?? {}
    if (elements) use(arraysIn(value), context, 'iterate')
    use(elements ? elementsOf(value, context.recorder) : value, context, as, throws ? 'throws' : 'drops')
  })
  if (signature === undefined) return derived
  // What makes the context stand in is there: nothing would have been taken for the first argument.
  return isShifted ? sometimes(resultOf(signature, given)) : resultOf(signature, given)
}

/** Functions that may fail for values of the types that they take. */
const unsure: ReadonlySet<string> = new Set(
  'assert decodeUrl decodeUrlComponent error number parseInteger power single sqrt'.split(' '),
)

function findsNothing(name: string): boolean {
  return signatures[name]?.gives === 'perhaps' || /^(filter|lookup|single)$/.test(name)
}

function resultOf({ result, gives, ofNothing, required }: Signature, given: readonly AbstractValue[]): AbstractValue {
  if (gives === 'nothing') return nothing
  const [type = '', many] = (result ?? '').split('[')
  const value =
    result === undefined
      ? derived
      : ofNothing
        ? certainOf(type)
        : madeOf(type, given.length === 0 ? [nothing] : given.slice(0, Math.max(1, required)))
  const made = many === undefined ? value : several(value)
  return gives === 'perhaps' ? sometimes(made) : made
}

/** The arrays themselves, whose elements are used one by one. */
function arraysIn(value: AbstractValue): AbstractValue {
  const places = value.kind === 'places' ? value.places : []
  return { kind: 'places', places: places.filter((place) => place.view?.list === 'always' || (place.around ?? 0) > 0) }
}

/** Many functions take the context where their first argument is left out. */
function withContext(args: readonly AbstractValue[], signature: Signature, context: Context): readonly AbstractValue[] {
  const { context: wanted, required, parameters } = signature
  if (wanted === undefined || args.length >= parameters.length) return args
  const [first] = args
  const other = first === undefined ? undefined : typeOf(first)
  const shifted = other !== undefined && wanted !== 'any' && other !== wanted
  return args.length < required || shifted ? [context.value, ...args] : args
}

function typeOf(value: AbstractValue): string | undefined {
  if (value.kind === 'literal')
    return value.value === undefined ? undefined : Array.isArray(value.value) ? 'array' : typeof value.value
  if (value.kind === 'derived') return typeof value.schema === 'object' ? numeric(String(value.schema.type)) : undefined
  if (value.kind === 'places') {
    const types = new Set(value.places.flatMap(({ view }) => [...(view?.types ?? ['any'])]))
    const [only] = types
    return types.size === 1 && only !== 'any' ? numeric(only ?? '') : undefined
  }
  return value.kind === 'oneOf' ? undefined : value.kind === 'list' ? 'array' : value.kind
}

function numeric(type: string): string {
  return type === 'integer' ? 'number' : type
}
