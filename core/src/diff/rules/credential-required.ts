import { type Connector, pointer, type SecurityRequirement } from '../../model/index.ts'
import { securityOf } from '../operation-pair.ts'
import type { Found, Rule } from '../rule.ts'
import { credentialsFor } from '../security-parts.ts'

export const credentialRequiredRule: Rule = {
  id: 'credential.required',
  side: 'connection',
  levels: ['breaking'],
  title: 'Connections need a credential that they did not need before',
  explanation: 'Existing connections do not have it: every call fails until it is entered.',
  example: {
    of: 'connector',
    base: 'securitySchemes: { k: { type: apiKey, in: header, name: X-Key } }',
    revision: "securitySchemes: { k: { type: apiKey, in: header, name: X-Key, value: '{tenant}:{key}' } }",
  },
  connector: ({ base, revision }) =>
    needed({ connector: base, security: base.security }, { connector: revision, security: revision.security }).map(
      (names) => ({ ...foundFor(names), explains: ['security schemes', 'security'] }),
    ),
  operation: (pair) => {
    if (pair.base.security === undefined && pair.revision.security === undefined) return []
    const { base, revision } = pair.connectors
    const before = { connector: base, security: securityOf(pair, 'base') }
    const after = { connector: revision, security: securityOf(pair, 'revision') }
    return needed(before, after).map((names) => ({ ...foundFor(names), pointer: `${pair.at}/security` }))
  },
}

interface Secured {
  readonly connector: Connector
  readonly security: readonly SecurityRequirement[]
}

/** For the first kind of connection that the base admits and no alternative of the revision does: what it lacks. */
function needed(base: Secured, revision: Secured): readonly (readonly string[])[] {
  const after = alternatives(revision)
  if (after.some((names) => names.length === 0)) return []
  for (const before of alternatives(base)) {
    const lacking = after.map((names) => names.filter((name) => !before.includes(name)))
    const least = lacking.sort((a, b) => a.length - b.length)[0]
    if (least !== undefined && least.length > 0) return [least]
  }
  return []
}

function alternatives({ connector, security }: Secured): readonly (readonly string[])[] {
  if (security.length === 0) return [[]]
  return security.map((requirement) => credentialsFor(connector, requirement)).filter((names) => names !== null)
}

/** A scheme may have dots in its name, what is entered for it has none. */
function foundFor(names: readonly string[]): Found {
  const [first = ''] = names
  const scheme = first.slice(0, first.lastIndexOf('.'))
  return {
    pointer: pointer('securitySchemes', scheme),
    message: `Connections have to be given ${names.map((name) => `"${name}"`).join(' and ')}.`,
    after: names,
  }
}
