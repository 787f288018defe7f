/**
 * A template parameter of a policy: text with places to fill in ("Expressions", policy templates of custom connectors).
 * Read once, and never run as code.
 */
export type Expression = readonly Part[]

export type Part = string | ByName | ByPath | { readonly kind: 'method' }

/** `@connectionParameters('region', 'eu')`, `@headers('X')`, `@queryParameters('q')`. */
export interface ByName {
  readonly kind: 'connectionParameters' | 'headers' | 'queryParameters'
  readonly name: string
  readonly default?: string
}

/** `@body().items[0]['@odata.id']`, `@item().id`, `@triggerBody().value`. */
export interface ByPath {
  readonly kind: 'body' | 'item' | 'triggerBody'
  readonly path: readonly (string | number)[]
}

export const isReference = (part: Part): part is Exclude<Part, string> => typeof part !== 'string'
