import { type Connector, canonicalJson, type HttpCall, type Json, type Operation } from '../model/index.ts'
import type { ConnectorPair } from './connector-pair.ts'

/**
 * Whether an operation that another one asks by itself, so that no step names it, is asked as it was, and answers as it
 * did.
 */
export function isAskedAlike({ base, revision, by }: ConnectorPair, id: string): boolean {
  const [before, after] = [ownOperation(base, id), ownOperation(revision, id)]
  if (before === undefined || after === undefined) return before === after
  return (
    askedOf(base, id) === askedOf(revision, id) &&
    by.same(by.base.node(before.output), by.revision.node(after.output)) &&
    by.same(by.base.node(before.input), by.revision.node(after.input))
  )
}

/** By its id alone. */
export function ownOperation({ operations }: Connector, id: string): Operation | undefined {
  return Object.hasOwn(operations, id) ? operations[id] : undefined
}

/** What is asked for the sake of an operation by itself: whether a call happened, what its fields are. */
export function askedFor({ confirm, schemaFrom }: Operation): readonly string[] {
  return [confirm, schemaFrom?.input, schemaFrom?.output].flatMap((asked) => asked?.operation ?? [])
}

/** What an operation's request is and where it goes: what decides on its answer. */
export function askedOf(connector: Connector, id: string): string {
  const { http, pages, code, security, servers }: Partial<Operation> = ownOperation(connector, id) ?? {}
  const asked = { http: http === undefined ? null : sentBy(http), pages, code, security, servers }
  return canonicalJson(JSON.parse(JSON.stringify(asked)) as Json)
}

/** Without what is for people and comparisons. */
export function sentBy({ responses: _responses, consumes: _consumes, ...http }: HttpCall): object {
  return http
}
