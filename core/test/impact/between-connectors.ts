import type { Connector, Operation, SecurityScheme, Server } from '../../src/model/index.ts'
import { actionOf, withOperations } from '../diff/models.ts'
import { stepAfter } from './usages.ts'

export const at = (url: string, variables: Server['variables'] = {}): Server => ({ url, variables })
export const key = (name: string): SecurityScheme => ({ type: 'apiKey', in: 'header', name })
export const basic: SecurityScheme = { type: 'http', scheme: 'basic' }

/** A connector whose action `act` is as given; the trigger has nothing of its own. */
export function connector(
  parts: Partial<Connector>,
  act: Partial<Operation> = {},
  more: readonly Operation[] = [],
): Connector {
  return { ...withOperations(actionOf('heard', { kind: 'trigger' }), actionOf('act', act), ...more), ...parts }
}

/** What becomes of the step that invokes `act`. */
export function statusOf(base: Connector, revision: Connector): string {
  return stepAfter([base, revision], {}).status
}

/** The same where only the connector's own parts differ. */
export function between(
  parts: readonly [base: Partial<Connector>, revision: Partial<Connector>],
  act: Partial<Operation> = {},
  more: readonly Operation[] = [],
): string {
  const [base, revision] = parts.map((one) => connector(one, act, more))
  return statusOf(base as Connector, revision as Connector)
}
