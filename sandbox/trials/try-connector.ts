import type { Connector, Operation } from '@jackfield/core'
import { openBareBench } from './bare-bench.ts'
import { type BenchOptions, openBench } from './bench.ts'
import { seedOf } from './generated-input.ts'
import type { Subject, Trial } from './trial.ts'
import { isFine, tryOperation } from './try-operation.ts'

export interface TryOptions extends BenchOptions {
  /** At most so many operations, chosen by the seed. @default all */
  readonly most?: number
}

/**
 * Invokes a connector's operations, through the real kernel, against what Prism makes of the same document. One that is
 * refused and that policies rewrite is tried once more without them, and says so.
 */
export async function tryConnector(subject: Subject, options: TryOptions): Promise<readonly Trial[]> {
  await using bench = await openBench(subject, options)
  await using bare = openBareBench(subject, options)
  const trials: Trial[] = []
  for (const operation of chosen(subject.connector, options)) {
    const verdict = await tryOperation(bench, operation, options.seed)
    const again = isFine(verdict) ? undefined : await bare.try(operation)
    const of = { subject: subject.name, connector: subject.connector.id, operation: operation.id }
    trials.push({ ...of, call: callOf(operation), ...(again ?? verdict) })
  }
  return trials
}

function chosen(connector: Connector, { seed, most = Number.POSITIVE_INFINITY }: TryOptions): readonly Operation[] {
  const actions = Object.values(connector.operations).filter(({ kind }) => kind === 'action')
  if (actions.length <= most) return actions
  const rank = ({ id }: Operation): number => seedOf(`${connector.id}.${id}`, seed)
  return actions.toSorted((a, b) => rank(a) - rank(b)).slice(0, most)
}

function callOf({ http }: Operation): string {
  return http === undefined ? '' : [http.method, http.path, http.body?.mediaType].filter(Boolean).join(' ')
}
