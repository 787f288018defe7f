import { majorOf, type Version } from './bells.ts'

// What an administrator is told of two revisions at once (docs/reference/embedding.md), written down anew: nothing of
// the kernel is used here.

export interface Flow {
  field: string
  /** `null`: the connector went away under it. */
  bound: Version | null
}

export interface Change {
  id?: string
  base: Version
  readonly revision: Version | null
  state: 'held' | 'approved' | 'rejected' | 'withdrawn'
  moved: string[]
  /** Fields of flows that came with an approval: what they were, and what they became. */
  replaced: Map<string, { readonly before: string; after: string }>
  lapsed?: boolean
}

export interface Organisation {
  serving: Version | null
  readonly flows: Map<string, Flow>
  readonly changes: Change[]
}

export interface Run {
  readonly organisation: string
  readonly version: Version
}

/** What the kernel is expected to be like. */
export class Model {
  file: Version | null = null
  /** Whether the folder can be read: else nobody knows what it will be. */
  isReadable = true
  readonly organisations = new Map<string, Organisation>()
  readonly runs = new Map<string, Run>()

  of(name: string): Organisation {
    const found = this.organisations.get(name) ?? { serving: null, flows: new Map(), changes: [] }
    this.organisations.set(name, found)
    return found
  }

  held(name: string): Change | undefined {
    return this.of(name).changes.find(({ state }) => state === 'held')
  }

  /** The folder has another state now, which was read and is valid, or is gone (`null`). */
  put(file: Version | null): void {
    this.file = file
    this.isReadable = true
    for (const name of this.organisations.keys()) this.weigh(name, file)
  }

  weigh(name: string, wanted: Version | null): void {
    const organisation = this.of(name)
    const { serving, flows, changes } = organisation
    const waiting = this.held(name)
    const withdraw = () => {
      if (waiting !== undefined) waiting.state = 'withdrawn'
    }
    if (serving === null) {
      if (wanted !== null) this.#lapse(organisation)
      if (wanted !== null) this.#serve(organisation, wanted)
      return
    }
    if (serving === wanted) {
      this.#lapse(organisation)
      withdraw()
      return
    }
    if (waiting?.revision === wanted && waiting.base === serving) return
    if (wanted !== null) this.#lapse(organisation)
    withdraw()
    if (changes.some((one) => one.state === 'rejected' && one.revision === wanted && one.lapsed !== true)) return
    if ([...flows.values()].some(({ bound }) => isTouched(bound, wanted)))
      changes.push({ base: serving, revision: wanted, state: 'held', moved: [], replaced: new Map() })
    else this.#serve(organisation, wanted)
  }

  /** A connector that is there again ends the rejection of its removal. */
  #lapse({ changes }: Organisation): void {
    for (const change of changes) if (change.state === 'rejected' && change.revision === null) change.lapsed = true
  }

  #serve(organisation: Organisation, version: Version | null): void {
    organisation.serving = version
    for (const flow of organisation.flows.values()) flow.bound = version
  }

  approve(name: string, documents: ReadonlyMap<string, string>, only?: readonly string[]): void {
    const organisation = this.of(name)
    const change = this.held(name) as Change
    for (const [id, field] of documents) this.#replace(organisation, change, { id, field })
    if (only === undefined) {
      change.state = 'approved'
      change.moved = []
      this.#serve(organisation, change.revision)
      return
    }
    const ahead = [...new Set([...only, ...documents.keys()])]
    for (const id of ahead) (organisation.flows.get(id) as Flow).bound = change.revision
    change.moved = [...new Set([...change.moved, ...ahead])].sort()
  }

  #replace({ flows }: Organisation, { replaced }: Change, { id, field }: { id: string; field: string }): void {
    const flow = flows.get(id) as Flow
    const known = replaced.get(id)
    replaced.set(id, { before: known?.before ?? flow.field, after: field })
    flow.field = field
  }

  reject(name: string, documents: ReadonlyMap<string, string>): void {
    const change = this.held(name) as Change
    this.#return(this.of(name), change, documents)
    change.state = 'rejected'
  }

  /** Whether a change can be rolled back. */
  isOpen(name: string, change: Change): boolean {
    const { serving } = this.of(name)
    if (change.state === 'approved') return serving === change.revision
    return this.#ahead(this.of(name), change).length > 0
  }

  rollBack(name: string, change: Change, documents: ReadonlyMap<string, string>): void {
    const organisation = this.of(name)
    if (change.state !== 'approved') {
      this.#return(organisation, change, documents)
      return
    }
    const waiting = this.held(name)
    this.#restore(organisation, change, documents)
    this.#serve(organisation, change.base)
    change.moved = []
    change.replaced = new Map()
    // What is newer waits, and what the folder has: a start would find the same.
    change.state = waiting === undefined ? 'held' : 'withdrawn'
    if (waiting === undefined) {
      if (this.isReadable) this.weigh(name, this.file)
    } else if (waiting.revision === change.base) waiting.state = 'withdrawn'
    else waiting.base = change.base
  }

  /** Who went ahead with a change and still has its revision. */
  #ahead({ flows }: Organisation, { moved, revision }: Change): readonly string[] {
    return moved.filter((id) => revision !== null && flows.get(id)?.bound === revision)
  }

  #return(organisation: Organisation, change: Change, documents: ReadonlyMap<string, string>): void {
    const ahead = this.#ahead(organisation, change)
    if (ahead.length > 0) this.#restore(organisation, change, documents)
    for (const id of ahead) (organisation.flows.get(id) as Flow).bound = organisation.serving
    change.moved = []
    change.replaced = new Map()
  }

  #restore({ flows }: Organisation, { replaced }: Change, documents: ReadonlyMap<string, string>): void {
    for (const [id, { before, after }] of replaced) {
      const flow = flows.get(id)
      if (flow?.field === after) flow.field = before
    }
    for (const [id, field] of documents) (flows.get(id) as Flow).field = field
  }

  clone(): Model {
    const copy = new Model()
    copy.file = this.file
    copy.isReadable = this.isReadable
    for (const [name, { serving, flows, changes }] of this.organisations)
      copy.organisations.set(name, {
        serving,
        flows: new Map([...flows].map(([id, flow]) => [id, { ...flow }])),
        changes: changes.map((change) => ({ ...change, replaced: structuredClone(change.replaced) })),
      })
    for (const [id, run] of this.runs) copy.runs.set(id, run)
    return copy
  }
}

/** A flow invokes what has another path; one that is bound to nothing has nothing to lose. */
function isTouched(bound: Version | null, wanted: Version | null): boolean {
  return bound !== null && (wanted === null || majorOf(bound) !== majorOf(wanted))
}
