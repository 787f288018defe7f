import type { HttpCall, Parameter } from '../model/index.ts'

/** An operation's parameters by place, and its path in pieces: what is the same for all of its calls. */
export interface RequestPlan {
  /** Text, and the parameters between; `undefined` where the path names one that there is not. */
  readonly path: readonly (string | Parameter | undefined)[]
  readonly query: readonly Parameter[]
  readonly headers: readonly Parameter[]
  readonly cookies: readonly Parameter[]
}

const plans = new WeakMap<HttpCall, RequestPlan>()

export function planOf(http: HttpCall): RequestPlan {
  const known = plans.get(http)
  if (known !== undefined) return known
  const plan = makePlan(http)
  plans.set(http, plan)
  return plan
}

function makePlan({ path, parameters }: HttpCall): RequestPlan {
  const within = (place: Parameter['in']): Parameter[] => parameters.filter((parameter) => parameter.in === place)
  const inPath = new Map(within('path').map((parameter) => [parameter.name, parameter]))
  const pieces = path.split(/\{([^{}]+)\}/).map((piece, index) => (index % 2 === 0 ? piece : inPath.get(piece)))
  return { path: pieces, query: within('query'), headers: within('header'), cookies: within('cookie') }
}
