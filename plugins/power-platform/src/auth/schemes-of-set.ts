import { dict, type SecurityScheme, type Template } from '@jackfield/core'
import type { ConnectionParameter, ParameterSet } from '../properties/index.ts'
import type { ReadOAuth } from './oauth.ts'
import type { PlacedCredentials } from './placed-credentials.ts'
import { schemeOf } from './placed-credentials.ts'
import { credentialsIn, type PlacedPart, type Placement, type Placements } from './placement.ts'

/** The security schemes of one way to connect, and which of them an operation with these places uses. */
export interface SetSchemes {
  readonly schemes: Readonly<Record<string, SecurityScheme>>
  /** Names of those that sign a request with these places. */
  used(places: Placements): readonly string[]
}

interface SchemesInput {
  readonly set: ParameterSet
  /** Every combination of places that some operation has. */
  readonly all: readonly Placements[]
  readonly oauth: ReadOAuth | undefined
  /** Makes a name that no other set has. */
  name(wanted: string): string
}

/**
 * A credential that stands in one place by itself is an API key there, and several of those are needed together. What
 * is placed otherwise, or may be left out, is one scheme of our own for all places together.
 */
export function schemesOfSet({ set, all, oauth, name }: SchemesInput): SetSchemes {
  const schemes = dict<SecurityScheme>()
  const byPart = new Map<string, string>()
  const oauthName = typeof oauth?.scheme !== 'object' ? '' : name(set.parameters.find(isOAuth)?.name ?? 'token')
  if (typeof oauth?.scheme === 'object') schemes[oauthName] = { ...oauth.scheme, ...tokenValue(all) }
  const basicName = all.some((places) => has(places, 'basic')) ? name('basic') : ''
  if (basicName !== '') schemes[basicName] = { type: 'http', scheme: 'basic' }

  function nameOf(places: Placements): string[] {
    const own = [...places.values()].filter((each) => credentialsIn(each).length > 0)
    if (own.length === 0) return []
    const simple = own.flatMap((each) => simpleOf(each, set, own))
    if (simple.length === own.length)
      return own.map((each, index) => named(simple[index] as SecurityScheme, credentialsIn(each)[0] ?? 'key'))
    return [named(schemeOf(placedOf(own, set)), 'credentials')]
  }

  function named(scheme: SecurityScheme, wanted: string): string {
    const key = JSON.stringify(scheme)
    const known = byPart.get(key)
    if (known !== undefined) return known
    const free = name(wanted)
    byPart.set(key, free)
    schemes[free] = scheme
    return free
  }

  function used(places: Placements): readonly string[] {
    return [
      ...(has(places, 'oauth') && oauthName !== '' ? [oauthName] : []),
      ...(has(places, 'basic') ? [basicName] : []),
      ...nameOf(places),
    ]
  }

  for (const places of all) used(places)
  return { schemes, used }
}

const isOAuth = ({ type }: ConnectionParameter): boolean => type === 'oauthsetting'

function has(places: Placements, scheme: 'basic' | 'oauth'): boolean {
  return [...places.values()].some(({ parts }) => parts.some((part) => isScheme(part, scheme)))
}

function isScheme(part: PlacedPart, scheme: 'basic' | 'oauth'): boolean {
  return typeof part === 'object' && 'scheme' in part && part.scheme === scheme
}

/** Where a policy writes the token otherwise than as a bearer's (RFC 6750). */
function tokenValue(all: readonly Placements[]): { readonly value?: Template } {
  const placement = all
    .flatMap((places) => [...places.values()])
    .find(({ parts }) => parts.some((part) => isScheme(part, 'oauth')))
  if (placement === undefined || placement.parts.length === 1) return {}
  const parts = placement.parts.flatMap((part) => {
    if (typeof part === 'string') return [part]
    return isScheme(part, 'oauth') ? ['Bearer ', { root: 'credentials', path: ['accessToken'] } as const] : []
  })
  return { value: { kind: 'text', parts } }
}

/** An API key by itself: one credential, in one place, that has to be entered. */
function simpleOf(placement: Placement, { parameters }: ParameterSet, own: readonly Placement[]): SecurityScheme[] {
  const [credential, ...others] = credentialsIn(placement)
  const parameter = parameters.find(({ name }) => name === credential)
  const places = own.filter((each) => credential !== undefined && credentialsIn(each).includes(credential))
  if (credential === undefined || others.length > 0 || places.length > 1 || parameter?.required !== true) return []
  const { parts } = placement
  const { name, title = name } = parameter
  const key = { type: 'apiKey', in: placement.in, name: placement.name, credential: { name, title } } as const
  if (parts.length === 1) return [key]
  const value: Template = {
    kind: 'text',
    parts: parts.map((part) => (typeof part === 'string' ? part : { root: 'credentials', path: ['key'] })),
  }
  return [{ ...key, value }]
}

function placedOf(own: readonly Placement[], { parameters }: ParameterSet): PlacedCredentials {
  const names = [...new Set(own.flatMap(credentialsIn))]
  return {
    fields: names.map((name) => {
      const parameter = parameters.find((each) => each.name === name)
      return { name: fieldName(name), title: parameter?.title ?? name, required: parameter?.required ?? false }
    }),
    places: own.map((each) => ({
      in: each.in,
      name: each.name,
      parts: each.parts.flatMap((part): PlacedCredentials['places'][number]['parts'] => {
        if (typeof part === 'string') return [part]
        return 'credential' in part ? [{ credential: fieldName(part.credential) }] : []
      }),
    })),
  }
}

function fieldName(parameter: string): string {
  return parameter.replaceAll(/[^A-Za-z0-9_]+/g, '_')
}
