import type { JsonObject, PageSize, Pages } from '../../model/index.ts'
import { written } from './written.ts'

const usualMax = 100

export function writePages(pages: Pages | undefined): JsonObject | undefined {
  if (pages === undefined) return undefined
  const max = pages.max === usualMax ? undefined : pages.max
  if (pages.kind === 'next') return written({ next: pages.next, max })
  if (pages.kind === 'link') return written({ link: pages.rel, max })
  const common = { in: pages.in, size: sizeOf(pages.size) }
  if (pages.kind === 'page') return written({ page: pages.page, ...common, more: pages.more, max })
  if (pages.kind === 'cursor') return written({ cursor: pages.cursor, from: pages.from, ...common, max })
  return written({ offset: pages.offset, ...common, more: pages.more, total: pages.total, max })
}

function sizeOf(size: PageSize | undefined): JsonObject | undefined {
  return size && { [size.name]: size.value }
}
