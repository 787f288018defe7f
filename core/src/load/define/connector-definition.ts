import type { CodeOperation, CodePoll } from '../../invoke/index.ts'
import type { Effect, Json } from '../../model/index.ts'
import type { PagesDefinition, RequestDefinition, SchemaDefinition } from './request-definition.ts'
import type { SecuritySchemeDefinition, ServerDefinition } from './security-definition.ts'

/** A connector in code: the same shape as connector.yaml, with functions where a manifest has `http`. */
export interface ConnectorDefinition {
  /** `[a-z][a-z0-9-]*` */
  readonly id: string
  readonly version: string
  readonly title: string
  readonly description?: string
  readonly publisher?: string
  readonly categories?: readonly string[]
  readonly icon?: string
  /** @default none: then functions only, without `http` */
  readonly servers?: readonly ServerDefinition[]
  readonly securitySchemes?: Readonly<Record<string, SecuritySchemeDefinition>>
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[]
  readonly settings?: SchemaDefinition
  readonly derived?: Readonly<Record<string, { readonly from: string; readonly at: string; readonly pattern?: string }>>
  readonly defaults?: Pick<
    RequestDefinition,
    'query' | 'headers' | 'contentType' | 'accept' | 'succeeds' | 'timeout' | 'attempts'
  >
  readonly test?: string
  readonly actions?: Readonly<Record<string, ActionDefinition>>
  readonly triggers?: Readonly<Record<string, TriggerDefinition>>
  readonly schemas?: Readonly<Record<string, SchemaDefinition>>
}

interface OperationDefinition {
  /** @default the id in words */
  readonly title?: string
  readonly description?: string
  readonly visibility?: 'public' | 'advanced' | 'internal'
  readonly deprecated?: boolean
  readonly formerly?: readonly string[]
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[]
  /** Instead of the connector's servers. */
  readonly servers?: readonly ServerDefinition[]
  /** Why it can't be used although it is known. */
  readonly unavailable?: { readonly feature: string; readonly reason: string }
  readonly input?: SchemaDefinition
  /** Choices that another action gives, by pointer into the input. */
  readonly options?: Readonly<Record<string, OptionsDefinition>>
  /** Schemas that another action gives, beyond `input` and `output`. */
  readonly schemaFrom?: { readonly input?: SchemaFromDefinition; readonly output?: SchemaFromDefinition }
}

interface OptionsDefinition {
  readonly operation: string
  readonly input?: Readonly<Record<string, Json>>
  /** @default '', the output itself */
  readonly items?: string
  readonly value: string
  readonly label?: string
}

interface SchemaFromDefinition {
  readonly operation: string
  readonly input?: Readonly<Record<string, Json>>
  /** @default '', the output itself */
  readonly at?: string
  /** `*` stands for each element of an array. @default '', all of it */
  readonly field?: string
}

interface Repeatable extends OperationDefinition {
  readonly output?: SchemaDefinition
  readonly confirm?: {
    readonly operation: string
    readonly input: Readonly<Record<string, Json>>
    readonly after?: string
  }
}

export interface DeclarativeAction extends Repeatable, RequestDefinition {
  readonly effect?: Effect
  readonly result?: {
    readonly at: string
    readonly where?: Readonly<Record<string, Json>>
    readonly missing?: 'fail' | 'none'
  }
  readonly pages?: PagesDefinition
}

export interface CodeAction extends Repeatable {
  /** What a repetition does: nothing, the same thing, or it again. */
  readonly effect: Effect
  /** For one call, its requests included. @default '60s', unless `defaults` says otherwise */
  readonly timeout?: string
  readonly run: CodeOperation
}

export type ActionDefinition = DeclarativeAction | CodeAction

export interface PollDefinition extends RequestDefinition {
  readonly items: string
  readonly pages?: PagesDefinition
  readonly every?: string
  readonly dedupe: { readonly key: readonly string[]; readonly window?: string }
  readonly cursor?:
    | {
        readonly from: string
        readonly type: 'date-time' | 'integer' | 'string'
        readonly send: { readonly query: string } | { readonly header: string }
        readonly overlap?: string
        readonly start?: 'now' | 'beginning'
      }
    | { readonly type: 'location'; readonly start?: 'now' | 'beginning' }
}

export interface DeclarativeTrigger extends OperationDefinition {
  readonly output: SchemaDefinition
  readonly poll: PollDefinition
}

export interface CodeTrigger extends OperationDefinition {
  readonly output: SchemaDefinition
  readonly poll: CodePoll
  /** The time between polls. @default '60s' */
  readonly every?: string
  /** How long an item's id is remembered after a poll last gave it. @default '30d' */
  readonly window?: string
  /**
   * What a new listener hears of: with `now`, its first whole poll only says what is there already; with `beginning`,
   * that is handed off too.
   * @default 'now'
   */
  readonly start?: 'now' | 'beginning'
  /**
   * For one poll, its requests included, without the time that its items take to be handed off.
   * @default '60s', unless `defaults` says otherwise
   */
  readonly timeout?: string
}

export type TriggerDefinition = DeclarativeTrigger | CodeTrigger
