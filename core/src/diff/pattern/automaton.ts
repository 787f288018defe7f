import { anyCharacter, type Characters } from './characters.ts'
import type { Expression } from './parse-pattern.ts'

/** Reads texts character by character; finds its expression anywhere in them, as JSON Schema asks (2020-12, 6.3.3). */
export interface Automaton {
  /** What is told apart by it. */
  readonly sets: readonly Characters[]
  readonly start: States
  next(states: States, character: number): States
  /** Whether a text that ends here fits; `isEmpty`: nothing was read. */
  accepts(states: States, isEmpty: boolean): boolean
}

/** Numbers of states, ascending. */
export type States = readonly number[]

const maxStates = 600

interface Building {
  readonly moves: (readonly { readonly on: Characters; readonly to: number }[])[]
  /** Without reading: always, or only where the text starts or ends. */
  readonly jumps: { readonly to: number; readonly only?: 'start' | 'end' }[][]
}

/** `undefined` where it would be too large. */
export function createAutomaton(expression: Expression): Automaton | undefined {
  const made: Building = { moves: [], jumps: [] }
  const entry = state(made)
  made.moves[entry] = [{ on: anyCharacter, to: entry }]
  const exit = build(expression, entry, made)
  if (exit === undefined) return undefined
  const end = state(made)
  made.jumps[exit]?.push({ to: end })
  made.moves[end] = [{ on: anyCharacter, to: end }]
  return {
    sets: made.moves.flatMap((moves) => moves.map(({ on }) => on)),
    start: closure([entry], made, { start: true }),
    next: (states, character) => closure(reached(states, character, made), made, {}),
    accepts: (states, isEmpty) => closure(states, made, { start: isEmpty, end: true }).includes(end),
  }
}

function state({ moves, jumps }: Building): number {
  moves.push([])
  jumps.push([])
  return moves.length - 1
}

/** Adds what is read after a state; answers the state after it. */
function build(expression: Expression, from: number, made: Building): number | undefined {
  if (made.moves.length > maxStates) return undefined
  if (expression.kind === 'sequence')
    return expression.parts.reduce<number | undefined>(
      (at, part) => (at === undefined ? undefined : build(part, at, made)),
      from,
    )
  if (expression.kind === 'choice') return choice(expression.parts, from, made)
  if (expression.kind === 'repeat') return repeat(expression, from, made)
  const to = state(made)
  if (expression.kind === 'characters') made.moves[from] = [...(made.moves[from] ?? []), { on: expression.of, to }]
  else made.jumps[from]?.push({ to, only: expression.kind })
  return to
}

function choice(parts: readonly Expression[], from: number, made: Building): number | undefined {
  const to = state(made)
  for (const part of parts) {
    const own = state(made)
    made.jumps[from]?.push({ to: own })
    const exit = build(part, own, made)
    if (exit === undefined) return undefined
    made.jumps[exit]?.push({ to })
  }
  return to
}

function repeat(
  { part, least, most }: Extract<Expression, { kind: 'repeat' }>,
  from: number,
  made: Building,
): number | undefined {
  let at: number | undefined = from
  for (let time = 0; time < least && at !== undefined; time++) at = build(part, after(at, made), made)
  if (at === undefined) return undefined
  return most === Number.POSITIVE_INFINITY ? loop(part, at, made) : upTo(most - least, part, at, made)
}

/** A state of its own, so that repeating what is empty comes to an end, too. */
function after(from: number, made: Building): number {
  const to = state(made)
  made.jumps[from]?.push({ to })
  return to
}

function loop(part: Expression, from: number, made: Building): number | undefined {
  const again = state(made)
  made.jumps[from]?.push({ to: again })
  const exit = build(part, again, made)
  if (exit === undefined) return undefined
  made.jumps[exit]?.push({ to: again })
  const to = state(made)
  made.jumps[again]?.push({ to })
  return to
}

function upTo(times: number, part: Expression, from: number, made: Building): number | undefined {
  const to = state(made)
  let at: number | undefined = from
  for (let time = 0; time < times && at !== undefined; time++) {
    made.jumps[at]?.push({ to })
    at = build(part, after(at, made), made)
  }
  if (at === undefined) return undefined
  made.jumps[at]?.push({ to })
  return to
}

function reached(states: States, character: number, { moves }: Building): States {
  return states.flatMap((one) =>
    (moves[one] ?? []).flatMap(({ on, to }) =>
      on.some(([first, last]) => character >= first && character <= last) ? [to] : [],
    ),
  )
}

function closure(
  states: States,
  { jumps }: Building,
  at: { readonly start?: boolean; readonly end?: boolean },
): States {
  const found = new Set(states)
  for (const one of found)
    for (const { to, only } of jumps[one] ?? []) if (only === undefined || at[only] === true) found.add(to)
  return [...found].sort((a, b) => a - b)
}
