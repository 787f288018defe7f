import { canonicalJson } from '@jackfield/core'
import { isLambda } from './budget.ts'
import { limitReached } from './expression-error.ts'
import { randomFrom } from './moment.ts'
import type { Surroundings } from './native-function.ts'
import { assertDatePicture, assertNumberOptions, assertPicture } from './pictures.ts'
import { piecesOf } from './pieces.ts'
import { boundedReplace } from './replace.ts'

type Override = (
  this: unknown,
  args: readonly unknown[],
  original: (args: unknown[]) => unknown,
  around: Surroundings,
) => unknown

/** Functions that could make more, or take longer, than their arguments let one see; and those that a run fixes. */
export const overrides: Readonly<Record<string, Override | undefined>> = {
  now(args, _original, { natives, moment }) {
    for (const picture of args) assertPicture(picture)
    return natives.get('fromMillis')?.implementation.apply(this, [moment.now, ...args])
  },
  millis: (_args, _original, { moment }) => moment.now,
  random: (_args, _original, { moment }) => moment.random,
  shuffle([list], _original, { moment }) {
    if (!Array.isArray(list)) return list
    const random = randomFrom(moment.random)
    const shuffled = [...list]
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = Math.floor(random.next().value * (last + 1))
      ;[shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]]
    }
    return shuffled
  },
  string(args, original, { budget }) {
    const [value, pretty] = args
    if (pretty === true) budget.spend(budget.sizeOf(value) * (1 + budget.levelsOf(value)))
    return original([...args])
  },
  pad(args, original, { budget }) {
    if (typeof args[1] === 'number') budget.spend(Math.abs(args[1]) * String(args[2] ?? ' ').length)
    return original([...args])
  },
  join(args, original, { budget }) {
    const [list, separator] = args
    if (Array.isArray(list))
      budget.spend(list.reduce((sum: number, text) => sum + String(text).length + String(separator ?? '').length, 0))
    return original([...args])
  },
  replace([text, pattern, replacement, ...rest], original, { budget }) {
    return original([text, ...boundedReplace({ text, pattern, replacement }, budget), ...rest])
  },
  split(args, original, { budget }) {
    const [text, separator] = args
    if (typeof text === 'string' && typeof separator === 'string' && piecesOf(text, separator) > budget.limits.sequence)
      throw limitReached(`$split makes more than ${budget.limits.sequence} parts.`)
    return original([...args])
  },
  sort(args, original) {
    const [list, comparator] = args
    const plain = Array.isArray(list) && comparator === undefined && new Set(list.map((item) => typeof item)).size === 1
    if (!plain || !/^(string|number)$/.test(typeof list[0])) return original([...args])
    return [...list].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  },
  distinct([list], _original, { budget }) {
    if (!Array.isArray(list) || list.length <= 1) return list
    const seen = new Set<unknown>()
    const kept = list.filter((item) => {
      const key = identityOf(item, budget)
      return !seen.has(key) && seen.add(key)
    })
    return Object.assign(kept, 'sequence' in list ? { sequence: true } : {})
  },
  spread(args, _original, { budget }) {
    const [value] = args
    const parts = spreadOne(value)
    if (parts.length > budget.limits.sequence)
      throw limitReached(`$spread makes more than ${budget.limits.sequence} objects.`)
    if (!Array.isArray(value) && parts[0] === value) return value
    return Array.isArray(value) && value.length > 0 ? parts : Object.assign(parts, { sequence: true })
  },
  formatNumber(args, original) {
    assertPicture(args[1])
    assertNumberOptions(args[2])
    return original([...args])
  },
  formatInteger: withPicture,
  parseInteger: withPicture,
  fromMillis: withPicture,
  toMillis([timestamp, picture], _original, { natives, moment }) {
    assertDatePicture(timestamp, picture)
    const environment = { timestamp: new Date(moment.now) }
    return natives.get('toMillis')?.implementation.apply({ environment }, [timestamp, picture])
  },
}

function withPicture(args: readonly unknown[], original: (args: unknown[]) => unknown): unknown {
  assertPicture(args[1])
  return original([...args])
}

function spreadOne(item: unknown): unknown[] {
  if (Array.isArray(item)) return item.flatMap(spreadOne)
  if (typeof item !== 'object' || item === null || isLambda(item)) return [item]
  return Object.entries(item).map(([name, value]) => Object.assign(Object.create(null), { [name]: value }))
}

function identityOf(item: unknown, budget: Surroundings['budget']): unknown {
  if (typeof item === 'string') return `text ${item}`
  if (typeof item !== 'object' || item === null || isLambda(item)) return item
  budget.spend(budget.sizeOf(item))
  return `json ${canonicalJson(item)}`
}
