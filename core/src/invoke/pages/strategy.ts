import type { Pages } from '../../model/index.ts'
import type { BuiltRequest } from '../build-request.ts'
import type { Received } from '../send-built.ts'

/** How one kind of pagination asks for pages. */
export interface Strategy<Kind extends Pages['kind']> {
  first(built: BuiltRequest, pages: Extract<Pages, { kind: Kind }>): BuiltRequest
  /** What asks for the page after `page`; `null` where that was the last one. */
  next(page: Page, pages: Extract<Pages, { kind: Kind }>): BuiltRequest | null
}

/** One page as it came. */
export interface Page {
  /** What asked for it. */
  readonly built: BuiltRequest
  readonly received: Received
  /** How many elements it has, where the operation says where they are. */
  readonly count: number | undefined
}
