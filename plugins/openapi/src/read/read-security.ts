import {
  collidingSchemes,
  dict,
  isJsonObject,
  type SecurityRequirement,
  type SecurityScheme,
  type Server,
} from '@jackfield/core'
import type { Feature } from '../features.ts'
import { child, elementsOf, type Located, membersOf, warnOfLost } from '../refs/index.ts'
import { askedScopes } from './asked-scopes.ts'
import { oneToken } from './one-token.ts'
import { readScheme } from './read-scheme.ts'
import type { Reading } from './reading.ts'

export interface Security {
  readonly schemes: Readonly<Record<string, SecurityScheme>>
  /** The alternatives of a `security`; a feature where none of them can be had. */
  requirementsOf(written: Located): readonly SecurityRequirement[] | Feature
}

/**
 * Security schemes, and what asks for them: OR of ANDs. An alternative with a scheme that there is not, or that can't
 * be had here, is left out; nothing is put in its place.
 */
export function readSecurity(root: Located, server: Server | undefined, reading: Reading): Security {
  const written = writtenSchemes(root, reading)
  const members = membersOf(written === 'ref.network' ? undefined : written)
  const names = schemeNames(members.map(([name]) => name))
  const read = new Map(
    members.map(([name, each]) => [name, readScheme(each, { server, asked: askedScopes(root, name) }, reading)]),
  )
  const schemes = dict(
    [...read].flatMap(([name, scheme]) =>
      typeof scheme === 'string' ? [] : [[names.get(name) ?? name, scheme] as const],
    ),
  )

  function requirementsOf(asked: Located): readonly SecurityRequirement[] | Feature {
    const features: Feature[] = []
    const requirements = elementsOf(asked).flatMap((each) => {
      const lacking = isJsonObject(each.value) ? lackingIn(each) : 'auth.invalid'
      const requirement = oneToken(requirementOf(each, names), schemes)
      const feature = lacking ?? (collidingSchemes(requirement, schemes) && 'auth.collision')
      if (feature === undefined) return [requirement]
      features.push(feature)
      return []
    })
    return requirements.length === 0 ? (features[0] ?? []) : requirements
  }

  function lackingIn(alternative: Located): Feature | undefined {
    for (const [name] of membersOf(alternative)) {
      const scheme = read.get(name)
      if (scheme === undefined && written === 'ref.network') return written
      if (scheme === undefined) {
        reading.warn(
          'security-unknown',
          `The security scheme "${name}" is asked for, and there is none.`,
          alternative.place,
          `add "${name}" to the security schemes.`,
        )
        return 'auth.undefined'
      }
      if (typeof scheme === 'string') return scheme
    }
    return undefined
  }

  return { schemes, requirementsOf }
}

/** Schemes together are named with a `+` between them, so that none has one in its own name. */
function schemeNames(written: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set(written)
  return new Map(
    written.map((name) => {
      let plain = name.replaceAll('+', '_')
      while (plain !== name && taken.has(plain)) plain += '_'
      taken.add(plain)
      return [name, plain]
    }),
  )
}

/** All of them, or what holds them, may be in another file. */
function writtenSchemes(root: Located, reading: Reading): Located | 'ref.network' | undefined {
  const path = reading.dialect === '2.0' ? ['securityDefinitions'] : ['components', 'securitySchemes']
  let here: Located | undefined = root
  for (const name of path) {
    const next: Located | undefined = child(here, name)
    const followed = next === undefined ? undefined : reading.references.follow(next)
    if (next === undefined || followed === undefined) return undefined
    if (followed.kind === 'lost') {
      warnOfLost(reading, 'What names the security schemes', { lost: followed, place: next.place })
      return followed.why === 'network' ? 'ref.network' : undefined
    }
    here = followed
  }
  return here
}

function requirementOf(alternative: Located, names: ReadonlyMap<string, string>): SecurityRequirement {
  return dict(
    membersOf(alternative).map(([name, { value }]) => [
      names.get(name) ?? name,
      Array.isArray(value) ? value.filter((scope): scope is string => typeof scope === 'string') : [],
    ]),
  )
}
