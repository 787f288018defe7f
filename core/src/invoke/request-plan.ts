import type { HttpCall, Parameter, Template } from '../model/index.ts'
import { pairsOf, textOf, type WritePairs, type WriteText } from './style/write-parameter.ts'

/** A parameter, and how its values are written. */
export interface Planned<Write> {
  readonly name: string
  readonly value: Template
  readonly write: Write
}

/** An operation's parameters by place, and its path in pieces: what is the same for all of its calls. */
export interface RequestPlan {
  /** Text, and the parameters between; `undefined` where the path names one that there is not. */
  readonly path: readonly (string | Planned<WriteText> | undefined)[]
  readonly query: readonly Planned<WritePairs>[]
  readonly headers: readonly Planned<WriteText>[]
  readonly cookies: readonly Planned<WritePairs>[]
  /** What the answer should be. */
  readonly accept: string
}

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
  const inPath = new Map(within('path', textOf).map((planned) => [planned.name, planned]))
  return {
    path: path.split(/\{([^{}]+)\}/).map((piece, index) => (index % 2 === 0 ? piece : inPath.get(piece))),
    query: within('query', pairsOf),
    headers: within('header', textOf),
    cookies: within('cookie', pairsOf),
    accept: answer?.mediaType ?? 'application/json',
  }
}
