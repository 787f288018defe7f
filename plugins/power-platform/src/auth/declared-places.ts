import type { Json } from '@jackfield/core'
import { elementsOf, type Located } from '@jackfield/openapi'
import {
  allMembers,
  type ConnectionParameter,
  childOf,
  isNamed,
  type ParameterSet,
  textOf,
} from '../properties/index.ts'
import { type Placement, type Placements, placeKey } from './placement.ts'

/** A security definition of the Swagger document, as far as it says where something goes. */
interface Definition {
  readonly name: string
  readonly type: string
  readonly in: string
  readonly key: string
}

/**
 * Where the document's security definitions put what a connection is made of. Of definitions that are alternatives of
 * each other, the first that one of the parameters fits serves.
 */
export function declaredPlaces(set: ParameterSet, root: Located): Placements {
  const places = new Map<string, Placement>()
  if (set.parameters.some(({ type }) => type === 'oauthsetting'))
    places.set('header authorization', { in: 'header', name: 'Authorization', parts: [{ scheme: 'oauth' }] })
  const placed = new Set<ConnectionParameter>()
  for (const definition of definitionsFor(set, root)) {
    if (definition.type === 'basic') addBasic(set, { places, placed })
    else if (definition.type === 'apikey') addKey(definition, set, { places, placed })
  }
  return places
}

interface Placing {
  readonly places: Map<string, Placement>
  readonly placed: Set<ConnectionParameter>
}

function addBasic({ parameters }: ParameterSet, { places, placed }: Placing): void {
  const [username, password] = ['username', 'password'].map((name) => parameters.find(isNamed(name)))
  if (username === undefined || password === undefined || places.has('header authorization')) return
  places.set('header authorization', { in: 'header', name: 'Authorization', parts: [{ scheme: 'basic' }] })
  placed.add(username).add(password)
}

function addKey(definition: Definition, { parameters }: ParameterSet, { places, placed }: Placing): void {
  if (definition.key === '' || (definition.in !== 'header' && definition.in !== 'query')) return
  const key = placeKey(definition.in, definition.key)
  const open = parameters.filter((each) => !placed.has(each) && isSecret(each) && !isPart(each, parameters))
  const named = parameters.find(isNamed(definition.name)) ?? parameters.find(isNamed(definition.key))
  const parameter = named ?? open.find(isNamed('api_key')) ?? (open.length === 1 ? open[0] : undefined)
  if (parameter === undefined || placed.has(parameter) || places.has(key)) return
  places.set(key, { in: definition.in, name: definition.key, parts: [{ credential: parameter.name }] })
  placed.add(parameter)
}

/** `token:clientSecret` is a part of `token`, and the password of somebody is no key. */
function isPart(parameter: ConnectionParameter, all: readonly ConnectionParameter[]): boolean {
  return parameter.name.includes(':') || (isNamed('password')(parameter) && all.some(isNamed('username')))
}

export const isSecret = ({ type }: ConnectionParameter): boolean => type === 'securestring'

/** Those that the set names, else those that the document asks for, its alternatives in order, else all. */
function definitionsFor({ name }: ParameterSet, root: Located): readonly Definition[] {
  const all = allMembers(childOf(root, 'securityDefinitions')).map(readDefinition)
  const own = name === null ? [] : all.filter(isNamed(name))
  if (own.length > 0) return own
  const asked = elementsOf(childOf(root, 'security')).flatMap((each) => Object.keys((each.value ?? {}) as object))
  const first = asked.flatMap((each) => all.filter(({ name: defined }) => defined === each))
  return [...first, ...all.filter((each) => !first.includes(each))]
}

function readDefinition([name, written]: readonly [string, Located<Json>]): Definition {
  return {
    name,
    type: textOf(written, 'type')?.trim().toLowerCase() ?? '',
    in: textOf(written, 'in')?.trim().toLowerCase() ?? '',
    key: textOf(written, 'name')?.trim() ?? '',
  }
}
