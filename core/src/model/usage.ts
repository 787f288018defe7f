import type { OperationName, RevisionId, Scope } from './ids.ts'
import type { Json } from './json.ts'
import type { Pointer } from './pointer.ts'
import type { Schema } from './schema.ts'

/** A flow or a host that uses operations. */
export interface Dependent {
  readonly organisation: string
  readonly id: string
  /** Changes with every edit of the dependent. */
  readonly edition: string
  readonly title?: string
  readonly href?: string
  readonly kind: 'flow' | 'host'
}

/** Which revision a dependent uses for an operation. */
export interface Binding {
  readonly organisation: string
  readonly dependent: string
  readonly operation: OperationName
  readonly scope: Scope
  readonly revision: RevisionId
}

/** A place in a value: names, and `*` for each element of an array. `[]` is the whole. */
export type FieldPath = readonly string[]

/** Where a supply or a read stands in a file; `null` for a host's own. `file` uses `/`; `line` counts from 1. */
export type Place = {
  readonly file: string
  readonly line: number
  readonly pointer: Pointer
  readonly expression?: string
} | null

/** What one step of a dependent does with one operation. The trigger is a step named `trigger`. */
export interface Usage {
  readonly step: string
  readonly operation: OperationName
  /** Where the step names its operation (`/steps/0/operation`), for what concerns the whole step. */
  readonly at?: Place
  readonly connection?: string
  /** Digest of a dynamic schema that this step was made with. */
  readonly resolvedSchema?: string
  /** That a call that failed is to be made again: refused of an operation that does it again each time (`once`). */
  readonly retried?: true
  readonly supplies: readonly Supply[]
  readonly reads: readonly Read[]
}

/** A value that a step gives to its operation's input at `path`. */
export interface Supply {
  readonly path: FieldPath
  readonly from: SupplySource
  /**
   * Whether a value is supplied, where the dependent knows it better than what declares the source: `sometimes` where a
   * condition, a filter or a step that may be skipped decides. Left out: as the source is declared.
   */
  readonly presence?: 'always' | 'sometimes'
  readonly at: Place
}

export type SupplySource =
  | { readonly kind: 'literal'; readonly value: Json }
  /** `known`: that it is there whatever its schema declares, there and not null, or not null where it is there. */
  | {
      readonly kind: 'copy'
      readonly step: string
      readonly path: FieldPath
      readonly known?: 'there' | 'not-null' | 'unless-null'
    }
  /** `needs`: what it is made of and has no value without; where they are all there, so is it. */
  | {
      readonly kind: 'derived'
      readonly reads: readonly ReadPath[]
      readonly schema?: Schema
      readonly needs?: readonly ReadPath[]
    }
  /** One of these: a default, or what a condition decides. `fallback`: the others only where there is no first. */
  | { readonly kind: 'either'; readonly options: readonly SupplySource[]; readonly fallback?: true }
  /** One of it as it is, or several in an array: what a path through an array gives. */
  | { readonly kind: 'sequence'; readonly of: SupplySource }
  | { readonly kind: 'unknown' }

export interface ReadPath {
  readonly step: string
  readonly path: FieldPath
}

/** A step's reading of another step's output: what for, and what its absence does. */
export interface Read extends ReadPath {
  readonly as: 'value' | 'test' | 'iterate' | 'whole'
  readonly ifAbsent: 'throws' | 'drops' | 'tolerated'
  /**
   * What comes of its absence where it is dropped: a condition that is false may skip the whole step.
   * @default nothing
   */
  readonly becomes?: 'nothing' | 'empty text' | 'false' | 'skip'
  /**
   * So many leading segments of `path` are known to be there when it is read (`$exists(a.b) ? a.b.c`: 2): their absence
   * is tolerated, whatever `ifAbsent` says of the rest.
   */
  readonly guarded?: number
  /** So many of them are known not to be null either (`a.b ? a.b.c`: 2). */
  readonly notNull?: number
  /**
   * Each of these numbers of leading segments leads to what is not null when it is read, though it may be absent, as
   * may what is around it: only null is asked for (`a.b = null ? 0 : a.b`: `[2]`).
   */
  readonly unlessNull?: readonly number[]
  /** With `test`: it is asked whether it is there and nothing else (`$exists(a.b)`, the left side of `??`). */
  readonly presence?: true
  /**
   * With `test`: it is compared with something that is not empty: an empty value is one like any other (`a.b = "x"`).
   */
  readonly compared?: true
  /** That this is all that is done with it: it is supplied as it is. What computes with a value may fail for others. */
  readonly handedOn?: true
  /**
   * That what computes with it fails for no value of its type, and always makes something of one type (`"No. " & a.b`,
   * `$uppercase(a.b)`; not `a.b * 2`, which overflows).
   */
  readonly total?: true
  readonly at: Place
}
