import type { Generated } from 'kysely'

/** The columns of every table. JSON is text; times are milliseconds since 1970; '' stands for "no organisation". */
export interface Schema {
  owners: { scope: string; connector: string; path: string }
  revisions: {
    id: string
    scope: string
    connector: string
    model: number
    data: string
    /** Absent where an older version wrote it. */
    summary: string | null
    extends: string | null
  }
  /** Revisions that something stopped naming: triggers write them. */
  loose: { revision: string }
  held_revisions: { revision: string; change: string }
  entries: {
    scope: string
    path: string
    reader: string
    signature: string
    at: number
    digest: string
    connector: string | null
    outcome: string
    data: string
  }
  kept: { scope: string; path: string; digest: string; source: Uint8Array | null; words: string | null }
  active: { scope: string; connector: string; organisation: string; revision: string }
  held: {
    id: string
    organisation: string
    scope: string
    connector: string
    base: string
    revision: string | null
    state: string
    since: string
    data: string
  }
  dependents: { organisation: string; id: string; data: string }
  bindings: {
    organisation: string
    dependent: string
    operation: string
    connector: string
    scope: string
    revision: string
  }
  usages: { organisation: string; dependent: string; position: number; connector: string; data: string }
  listeners: { id: string; organisation: string; dependent: string; data: string }
  seen: { listener: string; key: string; at: number }
  connections: {
    id: string
    organisation: string
    connector: string
    data: string
    sealed: string | null
    version: number
  }
  leases: { name: string; holder: string; until: number }
  storage: { area: string; key: string; value: string }
  records: { seq: Generated<number>; collection: string; id: string; key: string | null; data: string }
}
