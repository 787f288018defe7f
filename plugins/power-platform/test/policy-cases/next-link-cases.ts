import type { JsonObject } from '@jackfield/core'
import type { Cases } from './cases.ts'

/** Where the link stands in a page, and how the last page is told. */
interface NextLinkCase {
  readonly it: string
  readonly with: JsonObject
  /** What the operation says itself. */
  readonly declared?: JsonObject
  page(link: string | undefined): JsonObject
}

/** "Update pagination nextLink" of Microsoft's schema of apiProperties.json. */
export const nextLinkCases: Cases<NextLinkCase> = [
  {
    it: 'a property with dots in its name, absent at the end',
    with: { nextLinkPropertyName: '@odata.nextLink' },
    page: (link) => ({ value: [1], ...(link !== undefined && { '@odata.nextLink': link }) }),
  },
  {
    it: 'a plain one, null at the end',
    with: { nextLinkPropertyName: 'nextLink' },
    page: (link) => ({ items: [1], nextLink: link ?? null }),
  },
  {
    it: 'one of a parent, by an expression, empty at the end',
    with: { nextLinkPropertyName: 'next', nextLinkParentPropertyPath: '@body().paging.links' },
    page: (link) => ({ paging: { links: { next: link ?? '' } }, next: 'https://elsewhere.example' }),
  },
  {
    it: 'one of a parent, by its name, without the parent at the end',
    with: { nextLinkPropertyName: 'next', nextLinkParentPropertyPath: 'paging' },
    page: (link) => (link === undefined ? { items: [] } : { items: [1], paging: { next: link } }),
  },
  {
    it: 'what the operation declares, where the policy says nothing of it',
    with: {},
    declared: { 'x-ms-pageable': { nextLinkName: 'more' } },
    page: (link) => ({ items: [1], ...(link !== undefined && { more: link }) }),
  },
]
