import type { Pointer } from './pointer.ts'

/** At most `max` pages are asked for; reaching it is an error, never "none". */
export type Pages =
  /** The URI reference at `next` of a page leads to the next one; absent, null or empty is the end. */
  | { readonly kind: 'next'; readonly next: Pointer; readonly max: number }
  /** Pages are numbered from 1; the value at `more` says whether there are more. */
  | (Paging & {
      readonly kind: 'page'
      readonly page: string
      readonly size?: PageSize
      readonly more: Pointer
      readonly max: number
    })
  /** The value at `from` of a page, sent as `cursor`, gives the next one; absent, null or empty is the end. */
  | (Paging & {
      readonly kind: 'cursor'
      readonly cursor: string
      readonly from: Pointer
      readonly size?: PageSize
      readonly max: number
    })
  /** `offset` counts elements; the end is where `more` says so, `total` is reached, or a page has fewer than `size`. */
  | (Paging & {
      readonly kind: 'offset'
      readonly offset: string
      readonly size: PageSize
      readonly more?: Pointer
      readonly total?: Pointer
      readonly max: number
    })
  /** The target of the `Link` header with this relation (RFC 8288). */
  | { readonly kind: 'link'; readonly rel: string; readonly max: number }

/** Where the parameters that ask for a page go. */
export interface Paging {
  /** The query, or properties of a JSON body. @default 'query' */
  readonly in?: 'query' | 'body'
}

/** The parameter that asks for so many elements on a page. */
export interface PageSize {
  readonly name: string
  readonly value: number
}
