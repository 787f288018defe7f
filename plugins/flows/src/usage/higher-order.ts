import { type AbstractValue, derived, derivedOf, oneOf, sometimes } from './abstract-value.ts'
import { type Context, use } from './context.ts'
import { belowOf, elementsOf, fieldOf } from './navigate.ts'

type Follow = (args: readonly AbstractValue[], context: Context) => AbstractValue

const position = derivedOf('integer')
const name = derivedOf('string')

/** The functions that call others, or pass on what they are given. */
export const higherOrder: Readonly<Record<string, Follow | undefined>> = {
  map(args, context) {
    const { list, element, applied } = over(args, context)
    return { kind: 'list', items: [applied(element, position, list)] }
  },
  filter(args, context) {
    const { list, element, applied } = over(args, context)
    use(applied(element, position, list), context, 'test')
    return sometimes(element)
  },
  single(args, context) {
    const { list, element, applied } = over(args, context)
    if (args.length > 1) use(applied(element, position, list), context, 'test')
    return element
  },
  reduce(args, context) {
    const { list, element, applied } = over(args, context)
    const start = args[2] ?? element
    const once = applied(start, element, position, list)
    return oneOf([start, once, applied(once, element, position, list)])
  },
  sift(args, context) {
    const { value, below, applied } = inside(args, context)
    use(applied(below, name, value), context, 'test')
    return sometimes(value)
  },
  each(args, context) {
    const { value, below, applied } = inside(args, context)
    return { kind: 'list', items: [applied(below, name, value)] }
  },
  sort([list = derived, comparator], context) {
    const element = elementsOf(list, context.recorder)
    const compared = comparator?.kind === 'function' ? comparator.apply([element, element]) : element
    use(compared, context, 'test')
    return list
  },
  distinct([list = derived], context) {
    use(list, context, 'value')
    return list
  },
  lookup([value = derived, key = derived], context) {
    if (key.kind === 'literal' && typeof key.value === 'string')
      return fieldOf(value, key.value, { recorder: context.recorder, token: null })
    use(key, context, 'value')
    return belowOf(value, context.recorder)
  },
  append: ([one = derived, other = derived]) => ({ kind: 'list', items: [one, other] }),
  zip: (args) => ({ kind: 'list', items: [{ kind: 'list', items: args }] }),
  merge: ([list = derived], context) => sometimes(elementsOf(list, context.recorder)),
  reverse: ([list = derived]) => list,
  shuffle: ([list = derived]) => list,
  clone: ([value = derived]) => value,
}

/** A list and a function of each of its elements. */
function over([list = derived, given = derived]: readonly AbstractValue[], context: Context) {
  use(list, context, 'iterate')
  return { list, element: elementsOf(list, context.recorder), applied: applying(given, context) }
}

/** An object and a function of each of its properties. */
function inside([value = derived, given = derived]: readonly AbstractValue[], context: Context) {
  use(value, context, 'whole')
  return { value, below: belowOf(value, context.recorder), applied: applying(given, context) }
}

function applying(given: AbstractValue, context: Context): (...args: AbstractValue[]) => AbstractValue {
  return (...args) => {
    if (given.kind === 'function') return given.apply(args)
    for (const value of [given, ...args]) use(value, context, 'whole')
    return derived
  }
}
