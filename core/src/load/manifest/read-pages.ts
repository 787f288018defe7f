import type { JsonObject, Pages } from '../../model/index.ts'
import { numberIn, objectIn, present, textIn } from './drafting.ts'

const defaultMax = 100

/** `pages: { next }` or `pages: { page, size?, more }`; at most 100 pages by default. */
export function readPages(written: JsonObject): Pages | undefined {
  const pages = objectIn(written, 'pages')
  const max = numberIn(pages, 'max') ?? defaultMax
  const next = textIn(pages, 'next')
  if (next !== undefined) return { kind: 'next', next, max }
  const page = textIn(pages, 'page')
  const more = textIn(pages, 'more')
  if (page === undefined || more === undefined) return undefined
  return { kind: 'page', page, ...present('size', readSize(pages)), more, max }
}

function readSize(pages: JsonObject): { readonly name: string; readonly value: number } | undefined {
  const [name] = Object.keys(objectIn(pages, 'size'))
  const value = name === undefined ? undefined : numberIn(objectIn(pages, 'size'), name)
  return name === undefined || value === undefined ? undefined : { name, value }
}
