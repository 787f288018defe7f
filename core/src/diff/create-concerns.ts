import { type Change, type Connector, type Operation, type SecurityRequirement, segmentsOf } from '../model/index.ts'
import { askedFor } from './asked-alike.ts'
import type { ConnectorPair } from './connector-pair.ts'
import { type Both, usesServers } from './operation-pair.ts'
import { readsValue } from './reads-value.ts'
import { schemesOf } from './security-parts.ts'

type Sides = Pick<ConnectorPair, 'base' | 'revision'>

const sides = ['base', 'revision'] as const

/**
 * Whether a change of the connector as a whole reaches what one operation does: not where its requests go to servers of
 * its own, or are authenticated by other schemes. What is not known to lie elsewhere concerns every operation.
 */
export function createConcerns(pair: Sides): (change: Change, operation: Both) => boolean {
  let known: Held['held'] | undefined
  const held = (): Held['held'] => {
    known ??= sides.map((side) => heldTogether(pair[side]))
    return known
  }
  return (change, operation) => {
    if (sides.some((side) => Object.keys(pair[side].derived ?? {}).length > 0)) return true
    const all = [operation, ...askedBesides(pair, operation)]
    const [part, first, second = ''] = segmentsOf(change.pointer)
    if (part === 'servers') return all.some(usesServers)
    if (part === 'security' || change.kind === 'credential.required') return all.some(usesSecurity)
    if (part === 'securitySchemes')
      return all.some((one) => takesScheme(pair, one, { scheme: first ?? '', held: held() }))
    if (part === 'settings' && first === 'properties') return all.some((one) => mayRead(pair, one, second))
    return true
  }
}

function usesSecurity({ base, revision }: Both): boolean {
  return base.security === undefined && revision?.security === undefined
}

/** What is asked for its sake. */
function askedBesides({ base, revision }: Sides, operation: Both): readonly Both[] {
  const ids = new Set(sides.flatMap((side) => askedFor(operation[side] ?? operation.base)))
  return [...ids].flatMap((id) => {
    const asked = base.operations[id]
    return asked === undefined ? [] : [{ base: asked, revision: revision.operations[id] ?? null }]
  })
}

/** The schemes that a connection may hold together, for the sake of any operation. */
function heldTogether({ security, operations }: Connector): readonly (readonly string[])[] {
  const all = [...security, ...Object.values(operations).flatMap((operation) => operation.security ?? [])]
  return [...new Set(all.map((each) => JSON.stringify(schemesOf(each))))].map((text) => JSON.parse(text) as string[])
}

interface Held {
  readonly scheme: string
  /** On both sides. */
  readonly held: readonly (readonly (readonly string[])[])[]
}

/**
 * Whether the operation may be called over a connection that has the scheme: also one that has it beside those that the
 * operation asks for, which does not fit any more where one of its schemes is gone.
 */
function takesScheme(pair: Sides, operation: Both, { scheme, held }: Held): boolean {
  return sides.some((side, index) =>
    alternativesOf(pair[side], operation[side])
      .map(schemesOf)
      .filter((asked) => asked.length > 0)
      .some((asked) =>
        (held[index] ?? []).some((names) => names.includes(scheme) && asked.every((one) => names.includes(one))),
      ),
  )
}

function alternativesOf({ security }: Connector, operation: Operation | null): readonly SecurityRequirement[] {
  return operation === null ? [] : (operation.security ?? security)
}

/** Whether the operation reads a setting, or nothing does that is known here. Code may read any. */
function mayRead(pair: Sides, operation: Both, setting: string): boolean {
  const reads = (part: unknown): boolean => readsValue(part, 'settings', setting)
  const isRead = ({ input: _input, output: _output, code, ...rest }: Operation): boolean =>
    code !== undefined || reads(rest)
  return (
    sides.some((side) => {
      const [{ securitySchemes, servers }, own] = [pair[side], operation[side]]
      return reads(securitySchemes) || (own !== null && (isRead(own) || (own.servers === undefined && reads(servers))))
    }) || !sides.some((side) => reads(pair[side].servers) || Object.values(pair[side].operations).some(isRead))
  )
}
