import type { Connector, ConnectorId, Problem } from '../../model/index.ts'

/** Why an extension can't be laid over the connector that it names. */
export const extensionProblem = {
  missing: ({ id, extends: base = '' }: Connector): Problem => ({
    code: 'extends-missing',
    message: `"${id}" extends "${base}", which is not there.`,
    hint: `bring "${base}", or correct the name; until then "${id}" waits.`,
  }),
  circle: (chain: readonly ConnectorId[]): Problem => ({
    code: 'extends-circle',
    message: `The extension leads back to itself: ${chain.join(' extends ')}.`,
    hint: 'let one of them extend none of the others.',
  }),
} as const
