import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import {
  type Coverage,
  type CoverageCounts,
  type Covered,
  coverageOf,
  type FailedTrial,
  readTrials,
} from '../cover/index.ts'
import { argumentInvalid } from '../errors/index.ts'
import { broughtBy } from '../extend/index.ts'
import { parseJson } from '../model/index.ts'
import type { Invocation } from './command.ts'
import type { Side } from './read-side.ts'

/** What `check --coverage` counts, of the sides of its paths. */
export async function checkCoverage(invocation: Invocation, sides: readonly Side[]): Promise<Coverage> {
  const { policies } = broughtBy(await invocation.extensions())
  const covered = sides.flatMap((side, index) => coveredIn(side, invocation.positionals[index] ?? ''))
  return coverageOf(covered, { knowsPolicy: (name) => policies.has(name), failed: await trialsOf(invocation) })
}

/** A path without a single connector is one that can't be read. */
function coveredIn({ entries, connectors, problems }: Side, path: string): readonly Covered[] {
  if (entries.length === 0) return [{ id: path, problems }]
  const known = new Map(connectors.map((connector) => [connector.id, connector]))
  return entries.map(({ id, name, isRead, problems: own }) => {
    const connector = isRead && id !== null ? known.get(id) : undefined
    return { id: id ?? name, ...(connector !== undefined && { connector }), problems: own }
  })
}

async function trialsOf({ option, io }: Invocation): Promise<readonly FailedTrial[]> {
  const file = option('trials')
  if (file === undefined) return []
  const text = await readFile(resolve(io.cwd, file), 'utf8').catch((cause: Error) => {
    throw argumentInvalid(`${file} can't be read: ${cause.message}`, { cause })
  })
  try {
    return readTrials(parseJson(text), file)
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    throw argumentInvalid(`${file} is no JSON: ${cause.message}`, { cause })
  }
}

export function printCoverage(coverage: Coverage): string {
  const { runnable, missing, problems } = coverage
  const shares = [`${share('connectors', runnable, coverage)}`, `${share('operations', runnable, coverage)}`]
  const rows = Object.entries(missing)
  const width = Math.max(0, ...rows.map(([feature]) => feature.length))
  return [
    `${shares.join(', ')} fully runnable`,
    ...rows.map(
      ([feature, { connectors, operations }]) =>
        `  ${feature.padEnd(width)}  ${plural(connectors, 'connector')}, ${plural(operations, 'operation')}`,
    ),
    ...problems.map(
      ({ connector, operation, feature, message }) =>
        `${operation === undefined ? connector : `${connector}.${operation}`}: ${message}${feature === undefined ? '' : ` (${feature})`}`,
    ),
    '',
  ].join('\n')
}

function share(what: keyof CoverageCounts, { [what]: some }: CoverageCounts, { [what]: all }: CoverageCounts): string {
  const percent = all === 0 ? 100 : Math.floor((1000 * some) / all) / 10
  return `${some} of ${plural(all, what.slice(0, -1))} (${percent} %)`
}

const plural = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`
