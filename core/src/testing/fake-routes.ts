import { argumentInvalid } from '../errors/index.ts'
import { type Dict, dict } from '../model/index.ts'
import type { FakeAnswer } from './fake-answer.ts'
import type { FakeRequest } from './fake-request.ts'

/** A fixed answer, or a function that makes one. */
export type FakeHandler = FakeAnswer | ((request: FakeRequest) => FakeAnswer | Promise<FakeAnswer>)

/** Handlers by method and path, such as `GET /orders/{orderId}`; the path is the whole one, with that of the server. */
export type FakeRoutes = Readonly<Record<string, FakeHandler>>

interface Route {
  readonly handler: FakeHandler
  match(method: string, path: string): Dict<string> | null
}

/** The first route that fits. Throws `argument-invalid` for one that is not `METHOD /path`. */
export function createRouter(
  routes: FakeRoutes,
): (method: string, path: string) => readonly [FakeHandler, Dict<string>] | null {
  const known = Object.entries(routes).map(([line, handler]) => readRoute(line, handler))
  return (method, path) => {
    for (const { handler, match } of known) {
      const params = match(method, path)
      if (params !== null) return [handler, params]
    }
    return null
  }
}

function readRoute(line: string, handler: FakeHandler): Route {
  const [, method, template] = /^([A-Z]+) (\/\S*)$/.exec(line) ?? []
  if (method === undefined || template === undefined)
    throw argumentInvalid(`"${line}" is no route of a fake service.`, { hint: "Write it as 'GET /orders/{orderId}'." })
  const names: string[] = []
  const pattern = template.split(/\{([^{}]+)\}/).map((piece, index) => {
    if (index % 2 === 0) return piece.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    names.push(piece)
    return '([^/]+)'
  })
  const whole = new RegExp(`^${pattern.join('')}$`)
  return {
    handler,
    match(asked, path) {
      const found = asked === method ? whole.exec(path) : null
      return found && dict(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')]))
    },
  }
}
