import { dict, isJsonObject, type Json, type JsonObject, unresolved } from '@jackfield/core'
import { below, elementsOf, type Located, membersOf, own, type Place, textIn } from '../refs/index.ts'
import type { Components, NamedTarget } from './components.ts'
import type { Converting, Given, Out } from './converting.ts'
import { digestOf } from './digest-of.ts'

/**
 * What comparing all discriminators of a document may take, each value by how many parts are between, squared: of long
 * chains of parts, and of no others, the rest is not read.
 */
const most = 2_000_000
const taken = new WeakMap<Components, number>()

/**
 * Reads a `discriminator`, which Swagger 2 writes as the name of its property, with every value written out: those of
 * the mapping, and for an alternative that it does not name what `x-ms-discriminator-value` says there, else the name
 * of its component (OpenAPI 3.1, section 4.8.25). The alternatives are those that stand beside it, else the components
 * that have the schema as a part of their `allOf`.
 */
export function readDiscriminator(out: Out, { located, here: { converting } }: Given): void {
  const written = located.value.discriminator
  const property = typeof written === 'string' ? written : textIn(written, 'propertyName')
  if (property === undefined) return
  const leads = leadsOf(located, converting)
  if (leads.length === 0) return
  const takes = (taken.get(converting.components) ?? 0) + leads.reduce((all, [, , depth]) => all + depth ** 2, 0)
  if (takes > most) {
    const message = 'A discriminator has too many alternatives inside each other; they are not read.'
    converting.warn(
      'schema-nested',
      message,
      below(located.place, 'discriminator'),
      'make the chain of "allOf" shorter.',
    )
    out[unresolved] =
      `the alternatives of a discriminator, which are too many inside each other (${digestOfAll(leads)})`
    return
  }
  taken.set(converting.components, takes)
  const mapping = leads.map(([value, to]) => [value, converting.lead(to)] as const)
  out.discriminator = dict<Json>([
    ['propertyName', property],
    ['mapping', dict<Json>(mapping)],
  ])
}

type Lead = readonly [value: string, to: Located<JsonObject>, depth: number]
type Mapped = readonly [value: string, to: Located<JsonObject>]

const digests = new WeakMap<JsonObject, string>()

function digestOfAll(leads: readonly Lead[]): string {
  const each = leads.map(([value, to]) => {
    const digest = digests.get(to.value) ?? digestOf(to.value)
    digests.set(to.value, digest)
    return [value, digest] as const
  })
  return digestOf(dict<Json>(each))
}

function leadsOf(located: Located<JsonObject>, converting: Converting): readonly Lead[] {
  const mapped = mappedBy(located, converting)
  const beside = ['oneOf', 'anyOf'].flatMap((name) => {
    const value = own(located.value, name)
    return value === undefined ? [] : elementsOf({ value, place: below(located.place, name) })
  })
  const isUnion = beside.length > 0
  const wholes = isUnion ? [] : converting.components.havingAsPart(located)
  const named = isUnion ? beside.flatMap((one) => byReference(one, converting)) : wholes
  const known = new Set<Json>(named.map(({ target }) => target.value))
  const leads = new Map(mapped.filter(([, to]) => !isUnion || known.has(to.value)))
  const told = new Set<Json>([...leads.values()].map(({ value }) => value))
  for (const { name, target } of named) {
    const value = textIn(target.value, 'x-ms-discriminator-value') ?? name
    if (!told.has(target.value) && !leads.has(value)) leads.set(value, target)
  }
  const depths = new Map<Json, number>(wholes.map(({ target, depth }) => [target.value, depth]))
  return [...leads].map(([value, to]) => [value, to, depths.get(to.value) ?? 1])
}

/** The entries of the mapping that lead to something: by the name of a component, or by a reference. */
function mappedBy({ value, place }: Located<JsonObject>, { components, follow }: Converting): readonly Mapped[] {
  const at = below(below(place, 'discriminator'), 'mapping')
  return membersOf({ value: own(own(value, 'discriminator'), 'mapping') ?? null, place: at }).flatMap(
    ([name, written]): readonly Mapped[] => {
      if (typeof written.value !== 'string') return []
      const to = components.named(written.value, place) ?? follow(referenceTo(written.value, written.place))
      return to === undefined ? [] : [[name, to]]
    },
  )
}

function referenceTo(ref: string, place: Place): Located {
  return { value: dict<Json>([['$ref', ref]]), place }
}

/** What is written out where it stands has no name. */
function byReference(alternative: Located, { follow }: Converting): readonly NamedTarget[] {
  const ref = own(alternative.value, '$ref')
  const target = typeof ref === 'string' ? follow(alternative) : undefined
  return typeof ref === 'string' && target !== undefined ? [{ name: nameIn(ref), target }] : []
}

/** The last name of a reference; of a whole file, the file's without what comes after the dot. */
function nameIn(ref: string): string {
  const [path = '', fragment = ''] = ref.split('#')
  const last = (fragment === '' ? path : fragment).split('/').at(-1) ?? ''
  return fragment === '' ? last.replace(/\.(json|ya?ml)$/i, '') : decoded(last)
}

function decoded(segment: string): string {
  const plain = (text: string): string => text.replaceAll('~1', '/').replaceAll('~0', '~')
  try {
    return plain(decodeURIComponent(segment))
  } catch {
    return plain(segment)
  }
}

/** The mapping of a schema's `discriminator`, whose texts refer to schemas as a `$ref` does. */
export function mappingIn(schema: JsonObject): JsonObject | undefined {
  const mapping = own(schema.discriminator, 'mapping')
  return isJsonObject(mapping) ? mapping : undefined
}
