import { type Connector, type Dict, isJsonObject, type Json, type Schema } from '@jackfield/core'

/** What a schema says about a value: all that `allOf`, `anyOf`, `oneOf` and references bring together. */
export class SchemaView {
  readonly #parts: readonly SchemaObject[]
  readonly #schemas: Dict<Schema>

  private constructor(parts: readonly SchemaObject[], schemas: Dict<Schema>) {
    this.#parts = parts
    this.#schemas = schemas
  }

  static of(schema: Schema, connector: Connector): SchemaView {
    return new SchemaView(partsOf(schema, connector.schemas), connector.schemas)
  }

  /** Whether a path through the value goes through the elements of an array. */
  get list(): 'always' | 'never' | 'maybe' {
    const types = this.types
    if (!types.has('array')) return 'never'
    return types.size === 1 ? 'always' : 'maybe'
  }

  /** Whether the value has anything below it. */
  get holdsMore(): boolean {
    return this.types.has('array') || this.types.has('object')
  }

  /** Besides `null`; `any` where a part does not say. */
  get types(): ReadonlySet<string> {
    return new Set(this.#parts.flatMap(typesOf).filter((type) => type !== 'null'))
  }

  get items(): SchemaView {
    const inner = this.#parts
      .flatMap((part) => [part.items, ...(part.prefixItems ?? [])])
      .filter((items) => items !== undefined)
    return this.#view(inner)
  }

  property(name: string): SchemaView | undefined {
    const inner = this.#parts.flatMap((part) =>
      part.properties && Object.hasOwn(part.properties, name) ? [part.properties[name] ?? true] : [],
    )
    return inner.length === 0 ? undefined : this.#view(inner)
  }

  /** Names of the declared properties, where the schema means to name them all; else `undefined`. */
  get declared(): readonly string[] | undefined {
    const objects = this.#parts.filter((part) => !typesOf(part).every((type) => type !== 'object' && type !== 'any'))
    const named = objects.filter((part) => part.properties !== undefined)
    if (named.length === 0 || objects.some(isOpen)) return undefined
    return [...new Set(named.flatMap((part) => Object.keys(part.properties ?? {})))]
  }

  #view(schemas: readonly Schema[]): SchemaView {
    return new SchemaView(
      schemas.flatMap((schema) => partsOf(schema, this.#schemas)),
      this.#schemas,
    )
  }
}

interface SchemaObject {
  readonly type?: Json
  readonly properties?: Dict<Schema>
  readonly items?: Schema
  readonly prefixItems?: readonly Schema[]
  readonly additionalProperties?: Schema
  readonly patternProperties?: Dict<Schema>
}

/** The schema and all that it is put together from; a part that refers to itself counts once. */
function partsOf(schema: Schema, schemas: Dict<Schema>, seen = new Set<Schema>()): SchemaObject[] {
  if (typeof schema === 'boolean') return schema ? [{}] : []
  if (seen.has(schema)) return []
  seen.add(schema)
  const inner = [
    ...['allOf', 'anyOf', 'oneOf'].flatMap((word) => listAt(schema[word])),
    ...referred(schema.$ref, schemas),
  ]
  const parts = inner.flatMap((part) => partsOf(part, schemas, seen))
  const says = ['type', 'properties', 'items', 'prefixItems', 'additionalProperties', 'enum', 'const'].some((word) =>
    Object.hasOwn(schema, word),
  )
  return says || inner.length === 0 ? [schema as SchemaObject, ...parts] : parts
}

/** A schema that stands alone has the connector's schemas in its `$defs`, under the same names. */
function referred(reference: Json | undefined, schemas: Dict<Schema>): Schema[] {
  const [, name] = /^#\/(?:schemas|\$defs)\/([^/]+)$/.exec(typeof reference === 'string' ? reference : '') ?? []
  const target = name === undefined ? undefined : schemas[name.replaceAll('~1', '/').replaceAll('~0', '~')]
  return target === undefined ? [] : [target]
}

function listAt(value: Json | undefined): Schema[] {
  return Array.isArray(value)
    ? value.filter((part): part is Schema & Json => typeof part === 'boolean' || isJsonObject(part))
    : []
}

function typesOf(part: SchemaObject & { enum?: Json; const?: Json }): string[] {
  if (typeof part.type === 'string') return [part.type]
  if (Array.isArray(part.type)) return part.type.map(String)
  if (part.properties !== undefined) return ['object']
  if (part.items !== undefined || part.prefixItems !== undefined) return ['array']
  if (Array.isArray(part.enum)) return part.enum.map(typeOf)
  return part.const === undefined ? ['any'] : [typeOf(part.const)]
}

function typeOf(value: Json): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

function isOpen(part: SchemaObject): boolean {
  const { additionalProperties = false, patternProperties, properties } = part
  return additionalProperties !== false || patternProperties !== undefined || properties === undefined
}
