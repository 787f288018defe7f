import type { Finished } from '../connect/index.ts'
import type { Webhooks } from '../listen/index.ts'
import type { Log } from '../model/index.ts'

/** What requests from outside are answered with. */
export interface HandleRoom {
  readonly webhooks: Pick<Webhooks, 'find' | 'methods' | 'receive' | 'refuse'>
  readonly log: Log
  isClosed(): boolean
  finish(callback: { readonly url: string; readonly session?: string | undefined }): Promise<Finished>
}
