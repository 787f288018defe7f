import { dict, type SecurityRequirement, type SecurityScheme } from '@jackfield/core'
import { type GivenSecurity, type Located, textIn as textOfValue } from '@jackfield/openapi'
import type { Feature } from '../features.ts'
import {
  allMembers,
  type ConnectionParameter,
  childOf,
  type ParameterSet,
  type PolicyInstance,
  type Properties,
  readBy,
} from '../properties/index.ts'
import { declaredPlaces, isSecret } from './declared-places.ts'
import type { ReadOAuth } from './oauth.ts'
import { oauthSetting } from './oauth-setting.ts'
import { credentialsIn, type Placements } from './placement.ts'
import { type DocumentedUrls, readOAuth } from './read-oauth.ts'
import { readSettings } from './read-settings.ts'
import { type SetSchemes, schemesOfSet } from './schemes-of-set.ts'
import { type OperationPlaces, placesOf } from './security-of-set.ts'

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

/** One way to connect, read. */
interface Way {
  readonly set: ParameterSet
  readonly declared: Placements
  readonly oauth: ReadOAuth | undefined
  readonly schemes: SetSchemes
  /** Credentials that nothing places. */
  readonly lacks: Feature | undefined
}

/** Connection parameters and their sets as settings and security schemes: each set is an alternative. */
export function readSecurity(options: SecurityOptions): ReadSecurity {
  const { properties } = options
  const named = [...new Set(properties.policies.flatMap(({ operations }) => operations))]
  const names = new Set<string>()
  const ways = properties.sets.map((set) => readWay(set, { ...options, named, names }))
  if (ways.every(({ set }) => set.parameters.length === 0)) return bare(options)
  const superset = ways.map((way) => requirement(union(way, { named, policies: properties.policies })))
  const schemes = dict<SecurityScheme>(ways.flatMap(({ schemes: { schemes: own } }) => Object.entries(own)))
  const inPolicies = new Set(properties.policies.flatMap((each) => [...readBy(each)]))
  const { settings, required } = readSettings(ways, { inUrls: options.inUrls, inPolicies })
  const isOpen = superset.every((each) => Object.keys(each).length === 0)
  return {
    given: { securitySchemes: schemes, security: isOpen ? [] : unique(superset), settings, required },
    of(operation) {
      const own = ways.map((way) => ({ way, places: placesIn(way, operation, properties.policies) }))
      const requirements = unique(own.map(({ way, places }) => requirement(way.schemes.used(places.places))))
      const same = JSON.stringify(requirements) === JSON.stringify(unique(superset))
      const lacks = own.map(({ way, places }) => way.lacks ?? places.lacks)
      // One way to connect that can be had is enough.
      const lacking = lacks.every((each) => each !== undefined) ? lacks[0] : undefined
      return {
        ...(!same && { security: requirements.every((each) => Object.keys(each).length === 0) ? [] : requirements }),
        ...(lacking !== undefined && { lacks: lacking }),
        done: new Set(own.flatMap(({ places }) => [...places.done])),
      }
    },
  }
}

interface Reading extends SecurityOptions {
  readonly named: readonly string[]
  readonly names: Set<string>
}

function readWay(set: ParameterSet, { properties, root, named, names }: Reading): Way {
  const declared = declaredPlaces(set, root)
  const { policies } = properties
  const parameter = set.parameters.find(({ type }) => type === 'oauthsetting')
  const oauth = parameter === undefined ? undefined : readOAuth(oauthSetting(parameter, set), documentedUrls(root))
  const all = ['', ...named].map((operation) => placesOf(operation, { set, declared, policies }).places)
  const schemes = schemesOfSet({ set, all, oauth, name: (wanted) => freeName(wanted, set, names) })
  const placed = new Set(all.flatMap((places) => [...places.values()].flatMap(credentialsIn)))
  const isBasic = all.some((places) =>
    places
      .get('header authorization')
      ?.parts.some((part) => typeof part === 'object' && 'scheme' in part && part.scheme === 'basic'),
  )
  const isUnplaced = (each: ConnectionParameter): boolean =>
    isSecret(each) &&
    !placed.has(each.name) &&
    oauth?.taken.includes(each.name) !== true &&
    !(isBasic && /^(username|password)$/i.test(each.name))
  const lacks =
    typeof oauth?.scheme === 'string'
      ? oauth.scheme
      : set.parameters.some((each) => isUnplaced(each) && each.required)
        ? 'auth.placement'
        : undefined
  return { set, declared, oauth, schemes, lacks }
}

function placesIn({ set, declared }: Way, operation: string, policies: readonly PolicyInstance[]): OperationPlaces {
  return placesOf(operation, { set, declared, policies })
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

/** Names of schemes stand in those of credentials, and several of them are joined by `+`. */
function freeName(wanted: string, { name: set }: ParameterSet, names: Set<string>): string {
  const plain = `${set === null ? '' : `${set}-`}${wanted}`.replaceAll(/[^A-Za-z0-9_-]+/g, '_')
  let free = plain
  for (let count = 2; names.has(free); count++) free = `${plain}-${count}`
  names.add(free)
  return free
}

function documentedUrls(root: Located): DocumentedUrls {
  const definitions = allMembers(childOf(root, 'securityDefinitions')).map(([, { value }]) => value)
  const oauth = definitions.find((each) => textOfValue(each, 'type')?.toLowerCase() === 'oauth2')
  return { authorizationUrl: textOfValue(oauth, 'authorizationUrl'), tokenUrl: textOfValue(oauth, 'tokenUrl') }
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
