import type { HttpCall, Parameter, Template } from '../model/index.ts'
import { pairsOf, pairTextOf, textOf, type WritePairs, type WriteText } from './style/write-parameter.ts'

/** A parameter, and how its values are written. */
export interface Planned<Write> {
  readonly name: string
  readonly value: Template
  readonly write: Write
}

/** An operation's parameters by place, and its path in pieces: what is the same for all of its calls. */
export interface RequestPlan {
  /** Text, and the parameters between; `undefined` where the path names one that there is not. */
  readonly path: readonly Piece[]
  /** What of the query stands in the path: pairs, each in pieces. */
  readonly pairs: readonly (readonly Piece[])[]
  readonly query: readonly Planned<WritePairs>[]
  readonly headers: readonly Planned<WriteText>[]
  readonly cookies: readonly Planned<WritePairs>[]
  /** What the answer should be. */
  readonly accept: string
}

/** Text, or what fills a name; `undefined` where nothing does. */
export type Piece = string | Planned<WriteText> | undefined

const plans = new WeakMap<HttpCall, RequestPlan>()

export function planOf(http: HttpCall): RequestPlan {
  const known = plans.get(http)
  if (known !== undefined) return known
  const plan = makePlan(http)
  plans.set(http, plan)
  return plan
}

function makePlan({ path, parameters, answer }: HttpCall): RequestPlan {
  const within = <Write>(place: Parameter['in'], write: (parameter: Parameter) => Write): Planned<Write>[] =>
    parameters
      .filter((parameter) => parameter.in === place)
      .map((parameter) => ({ name: parameter.name, value: parameter.value, write: write(parameter) }))
  const { before, query } = splitPath(path)
  const inPath = new Map(within('path', textOf).map((planned) => [planned.name, planned]))
  const inPairs = new Map(within('path', pairTextOf).map((planned) => [planned.name, planned]))
  return {
    path: piecesOf(before, inPath),
    pairs: query.split('&').flatMap((pair) => (pair === '' ? [] : [piecesOf(pair, inPairs)])),
    query: within('query', pairsOf),
    headers: within('header', textOf),
    cookies: within('cookie', pairsOf),
    accept: answer?.mediaType ?? 'application/json',
  }
}

/** A path without its fragment, and what of the query is in it. */
function splitPath(path: string): { readonly before: string; readonly query: string } {
  const [whole = ''] = path.split('#', 1)
  const mark = whole.indexOf('?')
  return mark === -1 ? { before: whole, query: '' } : { before: whole.slice(0, mark), query: whole.slice(mark + 1) }
}

function piecesOf(text: string, filled: ReadonlyMap<string, Planned<WriteText>>): Piece[] {
  return text.split(/\{([^{}]+)\}/).map((piece, index) => (index % 2 === 0 ? piece : filled.get(piece)))
}
