import type { Revision, RevisionId } from '../model/index.ts'

export interface ModelCacheOptions {
  /** Bytes of models, as JSON text, that are kept; the one that was used last always is. */
  readonly maxBytes: number
  /** What was made for this revision can go with it. */
  evicted(id: RevisionId): void
}

/** Revisions with their models, those used last; whoever still holds another one keeps it for as long. */
export interface ModelCache {
  get(id: RevisionId): Revision | undefined
  set(revision: Revision): void
  /** It is not in the store any more. */
  delete(id: RevisionId): void
}

export function createModelCache({ maxBytes, evicted }: ModelCacheOptions): ModelCache {
  /** In the order of their last use. */
  const kept = new Map<RevisionId, { readonly revision: Revision; readonly bytes: number }>()
  let total = 0
  /** The last of them: most calls ask for the same again. */
  let latest: RevisionId | undefined

  function trim(): void {
    for (const [id, { bytes }] of kept) {
      if (total <= maxBytes || kept.size === 1) return
      kept.delete(id)
      total -= bytes
      evicted(id)
    }
  }

  return {
    get(id) {
      const found = kept.get(id)
      if (found === undefined || id === latest) return found?.revision
      latest = id
      kept.delete(id)
      kept.set(id, found)
      return found.revision
    },
    set(revision) {
      if (kept.has(revision.id)) return
      const bytes = JSON.stringify(revision.model).length
      kept.set(revision.id, { revision, bytes })
      latest = revision.id
      total += bytes
      trim()
    },
    delete(id) {
      const found = kept.get(id)
      if (found === undefined) return
      kept.delete(id)
      total -= found.bytes
      evicted(id)
    },
  }
}
