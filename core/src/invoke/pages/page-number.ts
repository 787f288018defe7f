import { type Json, valueAt } from '../../model/index.ts'
import type { BuiltRequest } from '../build-request.ts'
import { encodeForm } from '../encode.ts'
import { addPairs } from '../place-parameters.ts'
import type { Strategy } from './strategy.ts'

/** `pages: { page, size, more }`: pages are numbered from 1 in the query, and each says whether there are more. */
export const pageNumber: Strategy<'page'> = {
  first(built, { page, size }) {
    const sized = size === undefined ? built : withParameter(built, size.name, size.value)
    return withParameter(sized, page, 1)
  },
  next(built, { body }, { page, more }) {
    return isMore(valueAt(body, more)) ? withParameter(built, page, numberOf(built, page) + 1) : null
  },
}

function isMore(value: Json | undefined): boolean {
  return typeof value === 'string' ? !/^(false|no|0|)$/i.test(value) : Boolean(value)
}

function withParameter(built: BuiltRequest, name: string, value: number): BuiltRequest {
  const others = built.query.filter((pair) => !pair.startsWith(`${encodeForm(name)}=`))
  addPairs(others, name, value)
  return { ...built, query: others }
}

function numberOf(built: BuiltRequest, name: string): number {
  const start = `${encodeForm(name)}=`
  return Number(built.query.find((pair) => pair.startsWith(start))?.slice(start.length) ?? 1)
}
