import { isJsonObject, type JsonObject, type Method } from '../../model/index.ts'
import { choiceIn, textIn } from './drafting.ts'

export interface RequestLine {
  readonly method: Method
  readonly path: string
}

const methods: readonly Method[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/**
 * `http: GET /orders` or `http: { method: GET, path: /orders }`, or a name alone for a URL; undefined for anything
 * else.
 */
export function readRequestLine({ http }: JsonObject): RequestLine | undefined {
  const [, verb, target] = typeof http === 'string' ? (/^([A-Z]+) (\/[^ ?#]*|\{[^{}/?# ]+\})$/.exec(http) ?? []) : []
  const written = isJsonObject(http) ? http : { method: verb ?? '', path: target ?? '' }
  const method = choiceIn(written, 'method', methods)
  const path = textIn(written, 'path')
  return method === undefined || !/^(\/|\{[^{}/]+\}$)/.test(path ?? '') || path === undefined
    ? undefined
    : { method, path }
}
