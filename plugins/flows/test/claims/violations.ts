import type { FieldPath, Json, Read } from '@jackfield/core'
import jsonata from 'jsonata'
import { holds } from '../../src/run/holds.ts'
import { type Followed, follow } from '../../src/usage/follow.ts'
import { suppliesOf } from '../../src/usage/supplies.ts'
import { mayBe } from '../fixtures/may-be.ts'
import { fields, root, valuesAt } from './order.ts'
import { suits } from './supplied.ts'

type Order = { readonly [name: string]: Json }
type Outcome = { readonly value: Json | undefined } | 'fails'

/** What is said of an expression and does not hold. */
export interface Violation {
  readonly claim: string
  readonly text: string
  readonly order: Order
  readonly other?: Order
  readonly comes: unknown
  readonly otherwise?: unknown
}

/**
 * Holds all that is said of an expression against what comes of it for some orders. `held` counts the claims by name.
 */
export async function violationsOf(
  text: string,
  orders: readonly Order[],
  held: Map<string, number>,
): Promise<readonly Violation[]> {
  const followed = following(text)
  if (followed === undefined || !followed.whole) return []
  const reads = followed.recorder.reads.map((read) => ({ ...read, at: null }))
  const supplies = suppliesOf(followed.value, ['x'], { ...followed, at: null, assured: [] })
  const asked = follow(text, { root, as: 'test' }).assured
  const expression = jsonata(text)
  const found: Violation[] = []
  const run = (order: Order): Promise<Outcome> => outcomeOf(expression, order)
  const count = (claim: string): void => void held.set(claim, (held.get(claim) ?? 0) + 1)
  const kinds = new Map<string, string>()
  for (const order of orders) {
    const comes = await run(order)
    const say = (claim: string, more: Partial<Violation> = {}): void =>
      void found.push({ claim, text, order, comes, ...more })
    if (comes !== 'fails') {
      count('type')
      if (!mayBe(followed.value, comes.value, { trigger: order })) say('type')
      count('supplied')
      if (!suits(supplies, comes.value, order)) say('supplied')
      for (const known of holds(comes.value) ? asked : []) {
        if (known.path.includes('*')) continue
        count('known where it holds')
        const values = valuesAt(known.path, order)
        const isLost = known.maybe !== true && values.includes(undefined)
        if (isLost || (known.notNull && values.includes(null))) say('known where it holds')
      }
    }
    const isTotal = followed.totality !== 'partial' && reads.every((read) => isThere(read.path, order))
    if (isTotal && (followed.totality === 'total' || reads.every(({ path }) => valuesAt(path, order).length > 0))) {
      count('total')
      const kind = kindOf(comes).replace(/ of .*/, '')
      if (kind === 'fails' || kind === 'nothing') say('total')
      const shape = JSON.stringify(reads.map(({ path }) => valuesAt(path, order).map(typeOf)))
      if ((kinds.get(shape) ?? kind) !== kind) say('total of one type')
      kinds.set(shape, kind)
    }
    for (const name of ['l', 'r'].filter((list) => leadsThrough(list, reads))) {
      const [element] = order[name] as readonly Json[]
      if (element === undefined) continue
      count('element as a list')
      const [list, one] = [
        { ...order, [name]: [element] },
        { ...order, [name]: element },
      ]
      const [ofList, ofOne] = [await run(list), await run(one)]
      if (JSON.stringify(ofList) !== JSON.stringify(ofOne)) say('element as a list', { other: one, otherwise: ofOne })
    }
    const unread = fields.filter((path) => claimOf(path, reads).unread)
    for (const garbage of [undefined, null, 7, { u: 1 }]) {
      const other = unread.reduce((now, path) => at(now, path, () => garbage), order)
      const otherwise = await run(other)
      count('unread')
      if (JSON.stringify(otherwise) !== JSON.stringify(comes)) say('unread', { other, otherwise })
    }
    for (const path of fields) {
      if (valuesAt(path, order).every((value) => value === undefined)) continue
      const claim = claimOf(path, reads)
      if (claim.unread) continue
      for (const other of changed(order, path, claim)) {
        const otherwise = await run(other.order)
        count(other.claim)
        // What is given where it is absent or null is what is written there, whatever that is.
        const isOtherWay =
          other.claim === 'may be null' &&
          kindOf(otherwise) === 'null' &&
          (text.includes('? null') || kindOf(await run(at(order, path, () => undefined))) === 'null')
        // A predicate that asks for presence says itself what is left out.
        const isLeftOut =
          other.claim === 'may vanish' && text.includes('[$exists(c)]') && kindOf(otherwise) === 'nothing'
        if (!other.holds(comes, otherwise) && !isLeftOut && !isOtherWay)
          say(other.claim, { other: other.order, otherwise })
      }
    }
  }
  return found
}

/** Whether it reads elements of the list, or counts them, and never the list. */
function leadsThrough(list: string, reads: readonly Read[]): boolean {
  const met = reads.filter(({ path }) => path.length === 0 || path[0] === list)
  return (
    met.length > 0 &&
    met.every(({ path, as, presence }) => path.length > 1 || (path.length === 1 && (as === 'iterate' || presence)))
  )
}

function following(text: string): Followed | undefined {
  try {
    return follow(text, { root, as: 'value', handsOn: true })
  } catch {
    return undefined
  }
}

async function outcomeOf(expression: jsonata.Expression, trigger: Order): Promise<Outcome> {
  try {
    const value = await expression.evaluate({ trigger: structuredClone(trigger) })
    if (typeof value === 'function') return 'fails'
    const json = JSON.stringify(value)
    // JSONata lets out what it keeps beside values for `%`, where that stands in a branch.
    if (json?.includes('"@":')) return 'fails'
    return { value: value === undefined ? undefined : JSON.parse(json) }
  } catch {
    return 'fails'
  }
}

interface Changed {
  readonly claim: string
  readonly order: Order
  holds(comes: Outcome, otherwise: Outcome): boolean
}

interface Claim {
  /** Nothing reads it. */
  readonly unread: boolean
  /** Its absence is provided for. */
  readonly mayVanish: boolean
  /** So is its being null. */
  readonly mayBeNull: boolean
  /** It is only asked whether it is there. */
  readonly asked: boolean
}

/** What the reads say of a field, as verdicts read them. */
function claimOf(field: FieldPath, reads: readonly Read[]): Claim {
  const met = reads.filter(({ path }) => startsWith(path, field) || startsWith(field, path))
  const isAtOrAbove = ({ path }: Read): boolean => startsWith(path, field)
  const isInside = ({ as, ifAbsent }: Read): boolean => as === 'iterate' || (as === 'test' && ifAbsent === 'tolerated')
  return {
    unread: met.every((read) => !isAtOrAbove(read) && read.as === 'iterate'),
    mayVanish: met.every((read) =>
      isAtOrAbove(read) ? read.ifAbsent === 'tolerated' || (read.guarded ?? 0) >= field.length : isInside(read),
    ),
    mayBeNull: met.every((read) => {
      if (!isAtOrAbove(read)) return isInside(read)
      if (read.presence === true && read.path.length === field.length) return true
      return (read.notNull ?? 0) >= field.length || read.unlessNull?.includes(field.length) === true
    }),
    asked:
      met.length > 0 &&
      met.every((read) => isAtOrAbove(read) && read.path.length === field.length && read.presence === true),
  }
}

/** The same order with the field otherwise, and what is claimed of that. */
function changed(order: Order, path: FieldPath, claim: Claim): readonly Changed[] {
  const found: Changed[] = []
  const same = (one: Outcome, other: Outcome): boolean => JSON.stringify(one) === JSON.stringify(other)
  if (claim.asked)
    for (const value of [null, 7, '', { u: 1 }])
      found.push({ claim: 'only asked for', order: at(order, path, () => value), holds: same })
  const gone = [at(order, path, () => undefined), at(order, path, (value, index) => (index === 0 ? undefined : value))]
  if (claim.mayVanish) for (const other of gone) found.push({ claim: 'may vanish', order: other, holds: isNotLost })
  if (claim.mayBeNull) found.push({ claim: 'may be null', order: at(order, path, () => null), holds: isNotNull })
  return found
}

function isNotLost(comes: Outcome, otherwise: Outcome): boolean {
  const [before, after] = [kindOf(comes), kindOf(otherwise)]
  return before === 'fails' || after === before || (after !== 'fails' && (after !== 'nothing' || before === 'nothing'))
}

function isNotNull(comes: Outcome, otherwise: Outcome): boolean {
  return isNotLost(comes, otherwise) && (kindOf(otherwise) !== 'null' || kindOf(comes) === 'null')
}

function kindOf(outcome: Outcome): string {
  return outcome === 'fails' ? outcome : outcome.value === undefined ? 'nothing' : typeOf(outcome.value)
}

function typeOf(value: Json | undefined): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return `array of ${[...new Set(value.map(typeOf))].sort().join(' ')}`
  return value === null ? 'null' : typeof value
}

function at(order: Order, path: FieldPath, change: (value: Json, index: number) => Json | undefined): Order {
  const [name = '', ...rest] = path
  const copy: { [name: string]: Json } = { ...order }
  const value = copy[name]
  if (value === undefined) return order
  const inner = (one: Json, index: number): Json | undefined =>
    rest.length === 0 ? change(one, index) : below(one, rest, (found) => change(found, index))
  const next =
    rest[0] === '*' && Array.isArray(value)
      ? value.map((one, index) => below(one, rest.slice(1), (found) => change(found, index)))
      : inner(value, 0)
  if (next === undefined) delete copy[name]
  else copy[name] = next as Json
  return copy
}

function below(value: Json, path: FieldPath, change: (value: Json) => Json | undefined): Json {
  const [name = '', ...rest] = path
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const copy: { [name: string]: Json } = { ...(value as { [name: string]: Json }) }
  const found = copy[name]
  if (found === undefined) return value
  const next = rest.length === 0 ? change(found) : below(found, rest, change)
  if (next === undefined) delete copy[name]
  else copy[name] = next
  return copy
}

function isThere(path: FieldPath, order: Order): boolean {
  return valuesAt(path, order).every((value) => value !== undefined)
}

function startsWith(path: FieldPath, start: FieldPath): boolean {
  return start.length <= path.length && start.every((segment, index) => segment === path[index])
}
