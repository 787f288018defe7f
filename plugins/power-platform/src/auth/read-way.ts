import { type Located, textIn as textOfValue } from '@jackfield/openapi'
import type { Feature } from '../features.ts'
import {
  allMembers,
  type ConnectionParameter,
  childOf,
  type ParameterSet,
  type PolicyInstance,
  type Properties,
} from '../properties/index.ts'
import { declaredPlaces, isSecret } from './declared-places.ts'
import type { ReadOAuth } from './oauth.ts'
import { oauthSetting } from './oauth-setting.ts'
import { credentialsIn, type Placements } from './placement.ts'
import { type DocumentedUrls, readOAuth } from './read-oauth.ts'
import { type SetSchemes, schemesOfSet } from './schemes-of-set.ts'
import { type OperationPlaces, placesOf } from './security-of-set.ts'

/** One way to connect, read. */
export interface Way {
  readonly set: ParameterSet
  readonly declared: Placements
  readonly oauth: ReadOAuth | undefined
  readonly schemes: SetSchemes
  /** Credentials that nothing places. */
  readonly lacks: Feature | undefined
}

interface Reading {
  readonly properties: Properties
  /** Of the Swagger document. */
  readonly root: Located
  /** Operations that a policy names. */
  readonly named: readonly string[]
  /** Of schemes, so far. */
  readonly names: Set<string>
}

/** One set of connection parameters: where each goes, and what it makes of security schemes. */
export function readWay(set: ParameterSet, { properties, root, named, names }: Reading): Way {
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
  const isOpen = Object.keys(schemes.schemes).length === 0
  const lacks =
    typeof oauth?.scheme === 'string'
      ? oauth.scheme
      : set.parameters.some((each) => isUnplaced(each) && (each.required || isOpen))
        ? 'auth.placement'
        : undefined
  return { set, declared, oauth, schemes, lacks }
}

/** Where a way puts its credentials in requests of an operation; `''`: of one that no policy names. */
export function placesIn(
  { set, declared }: Way,
  operation: string,
  policies: readonly PolicyInstance[],
): OperationPlaces {
  return placesOf(operation, { set, declared, policies })
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
