import {
  type AbstractValue,
  certain,
  derived,
  derivedOf,
  isSequence,
  oneOf,
  several,
  single,
  sometimes,
} from './abstract-value.ts'
import { type Context, use } from './context.ts'
import { childrenOf, elementsOf, fieldOf, isList } from './navigate.ts'
import { freshMark, marked, mayBeList, present, rearrangedBy, remarked } from './same-element.ts'

type Follow = (args: readonly AbstractValue[], context: Context) => AbstractValue

const position = derivedOf('integer')
const name = derivedOf('string')

/** The functions that call others, or pass on what they are given. */
export const higherOrder: Readonly<Record<string, Follow | undefined>> = {
  map(args, context) {
    const { list, element, mark, text, applied } = over(args, context)
    return severalOf(remarked(applied(element, position, list), mark, `map ${text}`))
  },
  filter(args, context) {
    const { list, element, found, mark, text, applied } = over(args, context)
    use(applied(element, position, list), context, 'test')
    return severalOf(remarked(found, mark, `filter ${text}`))
  },
  single(args, context) {
    const { list, element, found, mark, text, applied } = over(args, context)
    if (args.length > 1) use(applied(element, position, list), context, 'test')
    return remarked(found, mark, `single ${text}`)
  },
  reduce(args, context) {
    const { list, element, another, applied } = over(args, context)
    const start = args[2] ?? element
    const once = applied(start, another(), position, list)
    const made = oneOf([start, once, applied(once, another(), position, list)])
    return sometimes(made)
  },
  sift(args, context) {
    const { value, below, applied } = inside(args, context)
    use(applied(below, name, value), context, 'test')
    return sometimes(partOf(value))
  },
  each(args, context) {
    const { value, below, applied } = inside(args, context)
    return severalOf(applied(below, name, value))
  },
  sort([list = derived, comparator], context) {
    const element = elementsOf(list, context.recorder)
    const compared =
      comparator?.kind === 'function'
        ? comparator.apply([marked(element, freshMark()), marked(element, freshMark())])
        : element
    use(compared, context, 'test')
    return rearranged(list, `sort ${comparator === undefined ? '' : textOfFunction(comparator)}`, context)
  },
  distinct([list = derived], context) {
    use(list, context, 'value')
    return rearranged(list, 'distinct', context)
  },
  lookup([value = derived, key = derived], context) {
    if (key.kind === 'literal' && typeof key.value === 'string') {
      const field = fieldOf(value, key.value, { recorder: context.recorder, token: null })
      return isList(value) ? several(sometimes(field), 'flat') : field
    }
    use(key, context, 'value')
    return several(sometimes(childrenOf(value, context.recorder)), 'flat')
  },
  append: ([one = derived, other = derived], context) => appended(one, other, context),
  zip: (args, context) => ({
    kind: 'list',
    items: [
      {
        kind: 'list',
        items: args.map((list, index) => rearrangedBy(elementsOf(list, context.recorder), `zip ${index}`)),
      },
    ],
  }),
  merge: ([list = derived], context) => merged(list, context),
  reverse: ([list = derived], context) => rearranged(list, 'reverse', context),
  shuffle: ([list = derived], context) => rearranged(list, 'shuffle', context),
  clone: ([value = derived]) => value,
}

/** As many of them as there are elements, or none. */
function severalOf(value: AbstractValue): AbstractValue {
  const one = single(value)
  const arrays: AbstractValue = { kind: 'list', items: [one] }
  return oneOf([several(sometimes(one)), ...(isSequence(value) ? [several(sometimes(arrays))] : [])])
}

/** The same elements in an array, whatever it was given. */
function rearranged(value: AbstractValue, by: string, { recorder }: Context): AbstractValue {
  const same = mayBeList(value) ? rearrangedBy(value, by) : value
  const list: AbstractValue = { kind: 'list', items: [elementsOf(same, recorder)] }
  return oneOf([same, isList(value) ? list : sometimes(list)])
}

/** An array of both, or one of them where the other is nothing. */
function appended(first: AbstractValue, second: AbstractValue, { recorder }: Context): AbstractValue {
  const [one, other] = [rearrangedBy(first, 'append first'), rearrangedBy(second, 'append second')]
  const items = [one, other].map((part) => elementsOf(part, recorder))
  return oneOf([{ kind: 'list', items }, one, other])
}

/** Of objects whose fields are known, an object with all of them; else one that is put together of what there is. */
function merged(list: AbstractValue, { recorder }: Context): AbstractValue {
  const items = list.kind === 'list' && list.many === undefined ? list.items : [derived]
  const objects = items.filter((item) => item.kind === 'object')
  if (objects.length < items.length || objects.some((item) => item.presence === 'sometimes' || item.rest || item.many))
    return sometimes(partOf(marked(elementsOf(list, recorder), 'merge')))
  const fields = new Map<string, AbstractValue>()
  for (const [key, field] of objects.flatMap((item) => [...item.fields])) {
    const before = fields.get(key)
    fields.set(key, before === undefined ? field : oneOf([certain(field), before]))
  }
  return { kind: 'object', fields }
}

/** Some of its fields. */
function partOf(value: AbstractValue): AbstractValue {
  if (value.kind === 'oneOf') return oneOf(value.options.map(partOf))
  if (value.kind === 'places')
    return { kind: 'places', places: value.places.map((place) => (place.deep ? place : { ...place, part: true })) }
  if (value.kind !== 'object') return value.kind === 'derived' ? value : derived
  const fields = [...value.fields].map(([key, field]) => [key, sometimes(field)] as const)
  return { ...value, fields: new Map(fields) }
}

/** A list and a function of each of its elements. */
function over([list = derived, given = derived]: readonly AbstractValue[], context: Context) {
  use(list, context, 'iterate')
  const mark = freshMark()
  const element = elementsOf(list, context.recorder)
  const another = (): AbstractValue => present(marked(element, freshMark()))
  return {
    list,
    element: present(marked(element, mark)),
    /** The same, which may not be there once more than one is looked at. */
    found: marked(element, mark),
    another,
    mark,
    text: textOfFunction(given),
    applied: applying(given, context),
  }
}

/** An object and a function of each of its properties. */
function inside([value = derived, given = derived]: readonly AbstractValue[], context: Context) {
  use(value, context, 'whole')
  return { value, below: childrenOf(value, context.recorder), applied: applying(given, context) }
}

function textOfFunction(given: AbstractValue): string {
  return (given.kind === 'function' ? given.text : undefined) ?? freshMark()
}

function applying(given: AbstractValue, context: Context): (...args: AbstractValue[]) => AbstractValue {
  return (...args) => {
    if (given.kind === 'function') return given.apply(args)
    for (const value of [given, ...args]) use(value, context, 'whole')
    return derived
  }
}
