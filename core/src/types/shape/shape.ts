/** A type as it will be printed: what is left of a JSON Schema once everything dangerous and untypable is out of it. */
export type Shape =
  /** Any JSON value; `unknown` is a value about which only that it is there is said. */
  | { readonly kind: 'json' | 'unknown' | 'never' | 'any-object' | 'no-properties' }
  | { readonly kind: 'primitive'; readonly type: 'string' | 'number' | 'boolean' | 'null' }
  | { readonly kind: 'literals'; readonly values: readonly Literal[] }
  /** A named type of the same connector. */
  | { readonly kind: 'reference'; readonly name: string }
  /** `rest`: of properties that have no name here. */
  | { readonly kind: 'object'; readonly properties: readonly Property[]; readonly rest?: Shape }
  | { readonly kind: 'array'; readonly items: Shape }
  /** The first `least` are always there. */
  | { readonly kind: 'tuple'; readonly items: readonly Shape[]; readonly least: number; readonly rest?: Shape }
  | { readonly kind: 'union' | 'intersection'; readonly of: readonly Shape[] }

export type Literal = string | number | boolean | null

export interface Property {
  readonly name: string
  readonly required: boolean
  readonly shape: Shape
  readonly doc?: string
}

export interface NamedShape {
  /** An identifier, once in the connector. */
  readonly name: string
  /** Of what it is, for warnings: `operation "getOrder"`. */
  readonly of: string
  readonly shape: Shape
  readonly doc?: string
}

export const json: Shape = { kind: 'json' }

/** Shapes that say something: of several that hold at once, the others add nothing. */
function isTelling({ kind }: Shape): boolean {
  return kind !== 'json' && kind !== 'unknown'
}

/** A value that is one of several; nothing is known where one of them may be anything. */
export function union(of: readonly Shape[]): Shape {
  const open = of.find((each) => !isTelling(each))
  const [first = { kind: 'never' } as const, ...others] = of
  return open ?? (others.length === 0 ? first : { kind: 'union', of })
}

/**
 * A value that is all of several. Of an object about which nothing is known nothing is added to one about which more
 * is.
 */
export function intersection(of: readonly Shape[]): Shape {
  const telling = of.filter(isTelling)
  const known = telling.filter(({ kind }) => kind !== 'any-object' && kind !== 'no-properties')
  const [first = of[0] ?? json, ...others] = known.length > 0 ? known : telling.length > 0 ? telling.slice(0, 1) : of
  return others.length === 0 || !isTelling(first) ? first : { kind: 'intersection', of: [first, ...others] }
}
