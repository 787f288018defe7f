import type { Json, Method, Style } from '../../model/index.ts'

/** A JSON Schema, draft 2020-12. */
export type SchemaDefinition = boolean | { readonly [keyword: string]: unknown }

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
