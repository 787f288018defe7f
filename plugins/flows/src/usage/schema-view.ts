import { type Connector, type Dict, type FieldPath, isJsonObject, type Json, type Schema } from '@jackfield/core'

/** What a schema says about a value: all that `allOf`, `anyOf`, `oneOf` and references bring together. */
export class SchemaView {
  readonly #parts: readonly SchemaObject[]
  readonly #schemas: Dict<Schema>
  /** What it was made of. */
  readonly #roots: readonly Schema[]

  private constructor(roots: readonly Schema[], schemas: Dict<Schema>) {
    this.#roots = roots
    this.#parts = roots.flatMap((schema) => partsOf(schema, schemas))
    this.#schemas = schemas
  }

  static of(schema: Schema, connector: Connector): SchemaView {
    return new SchemaView([schema], connector.schemas)
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

  /** With `null`. */
  get kinds(): ReadonlySet<string> {
    return new Set(this.#parts.flatMap((part) => [...typesOf(part), ...(part.nullable === true ? ['null'] : [])]))
  }

  /** Whether every value has the property. */
  requires(name: string): boolean {
    return this.#roots.length > 0 && this.#roots.every((schema) => requires(schema, name, this.#schemas))
  }

  get items(): SchemaView {
    const inner = this.#parts
      .flatMap((part) => [part.items, ...(part.prefixItems ?? [])])
      .filter((items) => items !== undefined)
    return this.#view(inner.length === 0 ? [true] : inner)
  }

  property(name: string): SchemaView | undefined {
    const inner = this.#parts.flatMap((part) =>
      part.properties && Object.hasOwn(part.properties, name) ? [part.properties[name] ?? true] : [],
    )
    return inner.length === 0 ? undefined : this.#view(inner)
  }

  /**
   * The fields of that name in the fields of so many levels: those of the fields of the value itself are at the first.
   * Where there are very many, the nearest; a schema that holds itself is gone through once.
   */
  named(name: string, levels: number = deepestField): readonly ViewAt[] {
    const found: ViewAt[] = []
    const seen = new Set<SchemaObject>()
    let open: readonly ViewAt[] = [{ path: [], view: this }]
    for (let level = 0; level <= levels && open.length > 0; level++) {
      const inside = open.map((at) => innermost(at)).filter(({ view }) => view.#parts.some((part) => !seen.has(part)))
      if (level > 0 || levels === deepestField) {
        for (const part of inside.flatMap(({ view }) => view.#parts)) seen.add(part)
        found.push(...inside.flatMap(({ path, view }) => viewAt([...path, name], view.property(name))))
      }
      open = inside
        .flatMap(({ path, view }) => view.#names.flatMap((inner) => viewAt([...path, inner], view.property(inner))))
        .slice(0, mostFields)
    }
    return found
  }

  get #names(): readonly string[] {
    return [...new Set(this.#parts.flatMap((part) => Object.keys(part.properties ?? {})))]
  }

  /** Names of the declared properties, where the schema means to name them all; else `undefined`. */
  get declared(): readonly string[] | undefined {
    const objects = this.#parts.filter((part) => !typesOf(part).every((type) => type !== 'object' && type !== 'any'))
    const named = objects.filter((part) => part.properties !== undefined)
    if (named.length === 0 || objects.some(isOpen)) return undefined
    return [...new Set(named.flatMap((part) => Object.keys(part.properties ?? {})))]
  }

  #view(schemas: readonly Schema[]): SchemaView {
    return new SchemaView(schemas, this.#schemas)
  }
}

/** A schema and the path from where one stood. */
interface ViewAt {
  readonly path: FieldPath
  readonly view: SchemaView
}

const deepestField = 8
const mostFields = 500

function viewAt(path: FieldPath, view: SchemaView | undefined): ViewAt[] {
  return view === undefined ? [] : [{ path, view }]
}

/** What an array, or an array of arrays, holds. */
function innermost({ path, view }: ViewAt, level = 0): ViewAt {
  return view.list === 'never' || level > 4
    ? { path, view }
    : innermost({ path: [...path, '*'], view: view.items }, level + 1)
}

interface SchemaObject {
  readonly type?: Json
  readonly nullable?: Json
  readonly properties?: Dict<Schema>
  readonly items?: Schema
  readonly prefixItems?: readonly Schema[]
  readonly additionalProperties?: Schema
  readonly patternProperties?: Dict<Schema>
}

/** Whether the schema requires the property: it, a part of it, or all of its alternatives. */
function requires(schema: Schema, name: string, schemas: Dict<Schema>, seen = new Set<Schema>()): boolean {
  if (typeof schema === 'boolean' || seen.has(schema)) return false
  const inside = new Set([...seen, schema])
  const has = (part: Schema): boolean => requires(part, name, schemas, inside)
  if (listOfNames(schema.required).includes(name)) return true
  if ([...listAt(schema.allOf), ...referred(schema.$ref, schemas)].some(has)) return true
  return ['anyOf', 'oneOf'].some((word) => {
    const options = listAt(schema[word])
    return options.length > 0 && options.every(has)
  })
}

function listOfNames(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : []
}

/** The schema and all that it is put together from; a part that refers to itself counts once. */
function partsOf(schema: Schema | null, schemas: Dict<Schema>, seen = new Set<Schema>()): SchemaObject[] {
  // What is left empty says nothing.
  if (schema === null || typeof schema === 'boolean') return schema === false ? [] : [{}]
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
