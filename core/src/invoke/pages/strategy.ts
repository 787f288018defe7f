import type { Pages } from '../../model/index.ts'
import type { BuiltRequest } from '../build-request.ts'
import type { Received } from '../send-built.ts'

/** How one kind of pagination asks for pages. */
export interface Strategy<Kind extends Pages['kind']> {
  first(built: BuiltRequest, pages: Extract<Pages, { kind: Kind }>): BuiltRequest
  /** What asks for the page after `received`, the answer to `built`; `null` where that was the last one. */
  next(built: BuiltRequest, received: Received, pages: Extract<Pages, { kind: Kind }>): BuiltRequest | null
}
