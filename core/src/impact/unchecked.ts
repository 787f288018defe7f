import { alternativesOf, type Fit, fitsFormat, isTypeOf, type Plain, type Shapes } from '../diff/index.ts'
import { checksFormat } from '../invoke/index.ts'
import { canonicalJson, type FieldPath, isJsonObject, type Json } from '../model/index.ts'
import type { OwnedSchema } from './compared.ts'
import { lookedUp } from './looked-up.ts'
import type { Supplied } from './supplied.ts'

/** Keywords that are not laid out in a shape and that the validation of values knows (JSON Schema 2020-12). */
const checked: ReadonlySet<string> = new Set([
  '$dynamicAnchor',
  '$dynamicRef',
  'anyOf',
  'contains',
  'dependentRequired',
  'dependentSchemas',
  'else',
  'if',
  'maxContains',
  'minContains',
  'not',
  'oneOf',
  'patternProperties',
  'prefixItems',
  'propertyNames',
  'then',
  'unevaluatedItems',
])

/** What may stand inside these, and is not checked. */
const uncheckedInside = /"(?:format|content(?:Encoding|MediaType|Schema))":/

/** So many places of a value and its schema are looked at. */
const maxPlaces = 10_000

/**
 * What the input makes of a value that its validation admits, by what validation does not look at: formats that it does
 * not know, and keywords. A format that can be decided is; of any other that the value did not meet before it is not
 * known.
 */
export function uncheckedFit(
  value: Json,
  target: OwnedSchema & { readonly path: FieldPath },
  { supplied, state }: { readonly supplied: Supplied; readonly state: 'base' | 'revision' },
): Fit {
  const asked = askedOf(value, target)
  if ([...asked.values()].includes(false)) return 'no'
  if (state === 'base' || asked.size === 0) return 'yes'
  const base = supplied.operation.schema('input', 'base')
  const nodes = base === null ? [] : lookedUp(target.path, base).nodes
  const before = nodes.flatMap((node) => [...askedOf(value, { node, shapes: base?.shapes ?? target.shapes }).keys()])
  return [...asked.keys()].every((one) => before.includes(one)) ? 'yes' : 'unknown'
}

interface Walk {
  readonly shapes: Shapes
  readonly seen: Set<string>
  /** By place and what is asked there: `false` where the value has it not, `undefined` where that is not decided. */
  readonly asked: Map<string, false | undefined>
}

function askedOf(value: Json, { node, shapes }: Pick<OwnedSchema, 'node' | 'shapes'>): Walk['asked'] {
  const walk: Walk = { shapes, seen: new Set(), asked: new Map() }
  visit(value, { node, path: '' }, walk)
  return walk.asked
}

interface Place {
  readonly node: OwnedSchema['node']
  readonly path: string
}

function visit(value: Json, { node, path }: Place, walk: Walk): void {
  const { shapes, seen, asked } = walk
  if (value === null || node.key === '') return
  if (seen.size >= maxPlaces) return void asked.set('more', undefined)
  const key = `${path} ${node.key} ${typeof value === 'object' ? seen.size : canonicalJson(value)}`
  if (seen.has(key)) return
  seen.add(key)
  const shape = shapes.shape(node)
  const fitting = alternativesOf(shape).filter((plain) => mayFit(value, plain, shapes))
  for (const plain of fitting) {
    for (const [what, fits] of saidOf(value, plain)) {
      const isRefused = fits === false && fitting.length === 1
      const name = `${path} ${what}`
      if (isRefused || !asked.has(name)) asked.set(name, isRefused ? false : undefined)
    }
    visitParts(value, { plain, path }, walk)
  }
}

function visitParts(
  value: NonNullable<Json>,
  { plain, path }: { readonly plain: Plain; readonly path: string },
  walk: Walk,
): void {
  if (Array.isArray(value)) {
    for (const element of value) visit(element as Json, { node: plain.items, path: `${path}/*` }, walk)
    return
  }
  if (!isJsonObject(value)) return
  for (const [name, inner] of Object.entries(value)) {
    const node = plain.properties.get(name) ?? plain.additional
    if (node !== null) visit(inner, { node, path: `${path}/${name}` }, walk)
  }
}

/** What one alternative asks of the value itself, unless it shows that the value has it. */
function saidOf(value: NonNullable<Json>, plain: Plain): readonly (readonly [string, boolean | undefined])[] {
  const formats = plain.format
    .filter((format) => !checksFormat(format))
    .map((format) => [`format ${format}`, fitsFormat(format, value)] as const)
  const keywords = [...plain.rest]
    .filter(([keyword]) => typeof value === 'string' || !keyword.startsWith('content'))
    .map(([keyword, said]) => ({ keyword, text: canonicalJson(said) }))
    .filter(({ keyword, text }) => !checked.has(keyword) || uncheckedInside.test(text))
    .map(({ keyword, text }) => [`${keyword} ${text}`, undefined] as const)
  return [...formats.filter(([, fits]) => fits !== true), ...keywords]
}

/** Whether it is of the alternative by its type, the fields that it has to have, and the values that are listed. */
function mayFit(value: NonNullable<Json>, plain: Plain, shapes: Shapes): boolean {
  if (!isTypeOf(value, plain.types)) return false
  if (plain.values !== null && !plain.values.has(canonicalJson(value))) return false
  if (!isJsonObject(value)) return true
  if ([...plain.required].some((name) => !Object.hasOwn(value, name))) return false
  return [...plain.properties].every(([name, node]) => {
    const inner = Object.hasOwn(value, name) ? value[name] : undefined
    const shape = inner === undefined || inner === null ? undefined : shapes.shape(node)
    return shape?.kind !== 'plain' || shape.values === null || shape.values.has(canonicalJson(inner))
  })
}
