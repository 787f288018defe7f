import { refuse } from './refusal.ts'

export interface Page<T> {
  readonly entries: readonly T[]
  readonly page_context: { readonly page: number; readonly per_page: number; readonly has_more_page: boolean }
}

/** https://www.zoho.com/inventory/api/v1/pagination/: `page` from 1, `per_page` 200 unless told. */
export function pageOf<T>(list: readonly T[], query: Record<string, string>, most: number): Page<T> {
  const page = readCount('page', query.page ?? '1')
  const perPage = Math.min(readCount('per_page', query.per_page ?? '200'), most)
  const entries = list.slice((page - 1) * perPage, page * perPage)
  return { entries, page_context: { page, per_page: perPage, has_more_page: page * perPage < list.length } }
}

function readCount(name: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw refuse.value(name)
  return Number(text)
}
