import type { Dict, Json } from './json.ts'

/**
 * What a template may read. `credentials` only in a security scheme's `value`; `webhook` only in a webhook's
 * `subscribe` and `renew`, `subscription` only in its `renew` and `unsubscribe`.
 */
export type TemplateRoot = 'input' | 'settings' | 'derived' | 'call' | 'credentials' | 'webhook' | 'subscription'

export interface Reference {
  readonly root: TemplateRoot
  readonly path: readonly string[]
}

/**
 * A value with places to fill in, already parsed. A `value` keeps the type of what it reads and leaves its property,
 * parameter or element out where that is absent; in `text`, absence is an error.
 */
export type Template =
  | { readonly kind: 'literal'; readonly value: Json }
  | { readonly kind: 'value'; readonly from: Reference }
  | { readonly kind: 'text'; readonly parts: readonly (string | Reference)[] }
  | { readonly kind: 'object'; readonly properties: Dict<Template> }
  | { readonly kind: 'array'; readonly items: readonly Template[] }
