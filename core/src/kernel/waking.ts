import { connectorInvalid } from '../errors/index.ts'
import type { ConnectorId, Problem, Scope } from '../model/index.ts'
import type { Active, Register } from '../register/index.ts'
import type { Intake } from '../stage/index.ts'

/** What serves an organisation, woken where it was dormant. Nothing is woken before the intake is there. */
export interface Waking {
  /** Throws `connector-invalid` with every problem where it was dormant and turns out not to be usable. */
  serving(organisation: string, connector: ConnectorId): Promise<Active | undefined>
  /** For what is done in a turn of the intake. */
  wakeInTurn(organisation: string, connector: ConnectorId): Promise<unknown>
  /** What was decided may be another thing over what the folder has. */
  restageInTurn(scope: Scope, connector: ConnectorId): Promise<void>
  by(intake: Woken): void
}

type Woken = Pick<Intake, 'wake' | 'wakeInTurn' | 'restageInTurn'>

export function createWaking(register: Register): Waking {
  let intake: Woken | undefined
  return {
    async serving(organisation, connector) {
      const atHand = register.atHand(organisation, connector)
      if (atHand !== undefined) return atHand
      const isDormant = register.dormant(organisation, connector) !== undefined
      const active = isDormant ? undefined : await register.active(organisation, connector)
      if (active !== undefined) return active
      const problems = (await intake?.wake(organisation, connector)) ?? []
      if (problems.length > 0) throw unusable(connector, problems)
      return register.active(organisation, connector)
    },
    wakeInTurn: async (organisation, connector) => intake?.wakeInTurn(organisation, connector),
    restageInTurn: async (scope, connector) => intake?.restageInTurn(scope, connector),
    by(given) {
      intake = given
    },
  }
}

function unusable(connector: ConnectorId, problems: readonly Problem[]): Error {
  const [first] = problems
  return connectorInvalid(`Connector "${connector}" is not valid: ${first?.message}`, {
    problems,
    ...(first?.hint !== undefined && { hint: first.hint }),
  })
}
