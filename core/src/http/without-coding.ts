import { type Dict, dict } from '../model/index.ts'

const about: ReadonlySet<string> = new Set(['content-encoding', 'content-length'])

/** The headers that are true of a body once it is decoded. */
export function withoutCoding(headers: Dict<string>): Dict<string> {
  return dict(Object.entries(headers).filter(([name]) => !about.has(name)))
}
