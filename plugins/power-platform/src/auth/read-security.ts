import { dict, type SecurityRequirement, type SecurityScheme } from '@jackfield/core'
import type { GivenSecurity, Located } from '@jackfield/openapi'
import type { Feature } from '../features.ts'
import { allMembers, childOf, type PolicyInstance, type Properties, readBy } from '../properties/index.ts'
import { readSettings } from './read-settings.ts'
import { placesIn, readWay, type Way } from './read-way.ts'

/** What of a connector is authentication. */
export interface ReadSecurity {
  /** Undefined where the files say nothing of connections: the document says it then. */
  readonly given: GivenSecurity | undefined
  /** What one operation differs in. */
  of(operation: string): {
    readonly security?: readonly SecurityRequirement[]
    readonly lacks?: Feature
    /** Policies that are no more than authentication, and need not run. */
    readonly done: ReadonlySet<PolicyInstance>
  }
}

export interface SecurityOptions {
  readonly properties: Properties
  /** Of the Swagger document. */
  readonly root: Located
  /** Names of connection parameters that URLs need: they can't be left out, unless they have a default. */
  readonly inUrls: ReadonlySet<string>
}

/** Connection parameters and their sets as settings and security schemes: each set is an alternative. */
export function readSecurity(options: SecurityOptions): ReadSecurity {
  const { properties } = options
  const named = [...new Set(properties.policies.flatMap(({ operations }) => operations))]
  const names = new Set<string>()
  const all = properties.sets.map((set) => readWay(set, { ...options, named, names }))
  if (all.every(({ set }) => set.parameters.length === 0)) return bare(options)
  const ways = possible(all, ({ lacks }) => lacks)
  const superset = ways.map((way) => requirement(union(way, { named, policies: properties.policies })))
  const schemes = dict<SecurityScheme>(ways.flatMap(({ schemes: { schemes: own } }) => Object.entries(own)))
  const inPolicies = new Set(properties.policies.flatMap((each) => [...readBy(each)]))
  const { settings, required } = readSettings(ways, { inUrls: options.inUrls, inPolicies })
  const isOpen = superset.every((each) => Object.keys(each).length === 0)
  return {
    given: { securitySchemes: schemes, security: isOpen ? [] : unique(superset), settings, required },
    of(operation) {
      const placed = all.map((way) => ({ way, places: placesIn(way, operation, properties.policies) }))
      const lacksOf = ({ way, places }: (typeof placed)[number]): Feature | undefined => way.lacks ?? places.lacks
      const own = possible(
        placed.filter(({ way }) => ways.includes(way)),
        lacksOf,
      )
      const requirements = unique(own.map(({ way, places }) => requirement(way.schemes.used(places.places))))
      const same = JSON.stringify(requirements) === JSON.stringify(unique(superset))
      const [lacking] = own.map(lacksOf)
      return {
        ...(!same && { security: requirements.every((each) => Object.keys(each).length === 0) ? [] : requirements }),
        ...(lacking !== undefined && { lacks: lacking }),
        done: new Set(placed.flatMap(({ places }) => [...places.done])),
      }
    },
  }
}

/**
 * One way to connect that can be had is enough, and others are none; where there is no such way, what is lacking is
 * told.
 */
function possible<T>(ways: readonly T[], lacks: (way: T) => Feature | undefined): readonly T[] {
  const able = ways.filter((way) => lacks(way) === undefined)
  return able.length > 0 ? able : ways
}

/** Every scheme that some operation uses. */
function union(
  way: Way,
  { named, policies }: { readonly named: readonly string[]; readonly policies: readonly PolicyInstance[] },
): readonly string[] {
  return [
    ...new Set(['', ...named].flatMap((operation) => way.schemes.used(placesIn(way, operation, policies).places))),
  ]
}

function requirement(names: readonly string[]): SecurityRequirement {
  return dict([...names].sort().map((name) => [name, []] as const))
}

function unique(requirements: readonly SecurityRequirement[]): readonly SecurityRequirement[] {
  return [...new Map(requirements.map((each) => [JSON.stringify(each), each])).values()]
}

/**
 * A connection that is made of nothing, in so many words, of a document that defines no security either: there is none,
 * whatever it asks for. Otherwise the document is read by itself.
 */
function bare({ properties, root }: SecurityOptions): ReadSecurity {
  const isNone = properties.saysConnections && allMembers(childOf(root, 'securityDefinitions')).length === 0
  const given = isNone ? { securitySchemes: {}, security: [] } : undefined
  return { given, of: () => ({ done: new Set() }) }
}
