import type { Pointer } from './pointer.ts'

/** At most `max` pages are asked for; reaching it is an error, never "none". */
export type Pages =
  | { readonly kind: 'next'; readonly next: Pointer; readonly max: number }
  | {
      readonly kind: 'page'
      readonly page: string
      readonly size?: { readonly name: string; readonly value: number }
      readonly more: Pointer
      readonly max: number
    }
  /** The value at `from` of a page, sent as query parameter `cursor`, gives the next one; absent, null or empty is the end. */
  | {
      readonly kind: 'cursor'
      readonly cursor: string
      readonly from: Pointer
      readonly size?: { readonly name: string; readonly value: number }
      readonly max: number
    }
  /** `offset` counts elements; the end is where `more` says so, `total` is reached, or a page has fewer than `size`. */
  | {
      readonly kind: 'offset'
      readonly offset: string
      readonly size: { readonly name: string; readonly value: number }
      readonly more?: Pointer
      readonly total?: Pointer
      readonly max: number
    }
  /** The target of the `Link` header with this relation (RFC 8288). */
  | { readonly kind: 'link'; readonly rel: string; readonly max: number }
