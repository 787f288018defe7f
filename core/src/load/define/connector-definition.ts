import type { CodeOperation, CodePoll } from '../../invoke/index.ts'
import type { ClientAuthentication, Effect, Json, Method, Style } from '../../model/index.ts'

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

/** A JSON Schema, draft 2020-12. */
export type SchemaDefinition = boolean | { readonly [keyword: string]: unknown }

export interface ServerDefinition {
  readonly url: string
  readonly description?: string
  readonly variables?: VariableDefinitions
}

export type VariableDefinitions = Readonly<
  Record<
    string,
    { readonly from: string; readonly default?: string } & (
      | { readonly map: Readonly<Record<string, string>> }
      | { readonly pattern: string; readonly port?: true }
      | { readonly url: true }
    )
  >
>

export type SecuritySchemeDefinition = { readonly description?: string; readonly value?: string } & (
  | {
      readonly type: 'apiKey'
      readonly in: 'header' | 'query' | 'cookie'
      readonly name: string
      readonly credential?: { readonly name: string; readonly title?: string }
    }
  | { readonly type: 'http'; readonly scheme: 'basic' | 'bearer' | 'digest' }
  | { readonly type: 'basic' | 'bearer' }
  | { readonly type: 'mutualTLS'; readonly value?: never }
  | {
      readonly type: 'oauth2'
      readonly flows: {
        readonly authorizationCode?: AuthorizationCodeFlowDefinition
        readonly clientCredentials?: OAuthFlowDefinition
        readonly refreshToken?: OAuthFlowDefinition
        readonly password?: OAuthFlowDefinition
        readonly implicit?: Omit<OAuthFlowDefinition, 'tokenUrl'> & { readonly authorizationUrl: string }
      }
      readonly clientAuthentication?: ClientAuthentication
    }
  | {
      readonly type: 'openIdConnect'
      readonly openIdConnectUrl: string
      readonly variables?: VariableDefinitions
      readonly scopes?: Readonly<Record<string, string>>
      readonly clientAuthentication?: ClientAuthentication
    }
  | { readonly type: `x-${string}`; readonly [option: string]: Json }
)

export interface AuthorizationCodeFlowDefinition extends OAuthFlowDefinition {
  readonly authorizationUrl: string
  readonly issuer?: string
  readonly scopeSeparator?: ' ' | ','
  readonly parameters?: Readonly<Record<string, string | { readonly from: string }>>
}

export interface OAuthFlowDefinition {
  readonly tokenUrl: string
  readonly variables?: VariableDefinitions
  readonly scopes?: Readonly<Record<string, string>>
}

/** A declarative request; durations are text, such as `60s`. */
export interface RequestDefinition {
  readonly http: string | { readonly method: Method; readonly path: string }
  readonly in?: Readonly<Record<string, 'query' | 'header' | 'cookie' | 'body' | PlacementDefinition>>
  readonly query?: Readonly<Record<string, Json>>
  readonly headers?: Readonly<Record<string, string | number | boolean | null>>
  readonly body?: Json
  /** What the body is sent as. @default 'application/json' */
  readonly contentType?: string
  /** Of forms, by property (OpenAPI 3.1, Encoding Object). */
  readonly encoding?: Readonly<Record<string, StyleDefinition & { readonly contentType?: string }>>
  /** What is asked for: JSON, XML and text by their kind, anything else is a file. @default 'application/json' */
  readonly accept?: string
  /** What answers are declared to be, by status; for people and comparisons. */
  readonly responses?: Readonly<Record<string, ResponseDefinition>>
  /** The media types that the body may have; for people and comparisons. */
  readonly consumes?: readonly string[]
  readonly succeeds?: { readonly at: string; readonly equals: Json; readonly message?: string } | null
  /** What extensions do to the request before it is signed, and to the answer. */
  readonly policies?: readonly { readonly use: string; readonly with?: Readonly<Record<string, Json>> }[]
  readonly timeout?: string
  readonly attempts?: number
}

/** OpenAPI 3.1, Response Object. */
export interface ResponseDefinition {
  readonly content?: readonly string[]
  readonly headers?: Readonly<
    Record<
      string,
      { readonly required?: boolean; readonly explode?: boolean; readonly schema?: SchemaDefinition | boolean }
    >
  >
}

/** OpenAPI 3.1, Parameter Object. */
export interface StyleDefinition {
  readonly style?: Style
  readonly explode?: boolean
  readonly allowReserved?: boolean
}

export interface PlacementDefinition extends StyleDefinition {
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'body'
  readonly name?: string
  readonly contentType?: string
}

export type PagesDefinition = { readonly max?: number } & (
  | { readonly next: string }
  | { readonly link: string }
  | (PagingDefinition & { readonly page: string; readonly more: string })
  | (PagingDefinition & { readonly cursor: string; readonly from: string })
  | (PagingDefinition & {
      readonly offset: string
      readonly size: Readonly<Record<string, number>>
      readonly more?: string
      readonly total?: string
    })
)

interface PagingDefinition {
  /** @default 'query' */
  readonly in?: 'query' | 'body'
  readonly size?: Readonly<Record<string, number>>
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
   * What a new listener hears of: with `now`, its first whole poll only says what is there already; with `beginning`, that
   * is handed off too. @default 'now'
   */
  readonly start?: 'now' | 'beginning'
  /** For one poll, its requests included, without the time that its items take to be handed off. @default '60s', unless `defaults` says otherwise */
  readonly timeout?: string
}

export type TriggerDefinition = DeclarativeTrigger | CodeTrigger
