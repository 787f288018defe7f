import type { JsonObject, PageSize, Pages, Paging } from '../../model/index.ts'
import { choiceIn, numberIn, objectIn, present, textIn } from './drafting.ts'

const defaultMax = 100

/**
 * `pages: { next }`, `{ page, more }`, `{ cursor, from }`, `{ offset, size }` or `{ link }`; at most 100 pages by
 * default.
 */
export function readPages(written: JsonObject): Pages | undefined {
  const pages = objectIn(written, 'pages')
  const max = numberIn(pages, 'max') ?? defaultMax
  const [next, rel] = [textIn(pages, 'next'), textIn(pages, 'link')]
  if (next !== undefined) return { kind: 'next', next, max }
  return rel === undefined ? readNumbered(pages, max) : { kind: 'link', rel, max }
}

function readNumbered(pages: JsonObject, max: number): Pages | undefined {
  const [page, cursor, offset] = [textIn(pages, 'page'), textIn(pages, 'cursor'), textIn(pages, 'offset')]
  const [more, from, total] = [textIn(pages, 'more'), textIn(pages, 'from'), textIn(pages, 'total')]
  const size = readSize(pages)
  const paging: Paging = present('in', choiceIn(pages, 'in', ['body']))
  if (page !== undefined && more !== undefined)
    return { kind: 'page', page, ...paging, ...present('size', size), more, max }
  if (cursor !== undefined && from !== undefined)
    return { kind: 'cursor', cursor, from, ...paging, ...present('size', size), max }
  if (offset === undefined || size === undefined) return undefined
  return { kind: 'offset', offset, ...paging, size, ...present('more', more), ...present('total', total), max }
}

function readSize(pages: JsonObject): PageSize | undefined {
  const [name] = Object.keys(objectIn(pages, 'size'))
  const value = name === undefined ? undefined : numberIn(objectIn(pages, 'size'), name)
  return name === undefined || value === undefined ? undefined : { name, value }
}
