import type { Compared, Run } from './run-pairs.ts'

const statuses = ['broken', 'risky', 'safe', 'unaffected', 'unresolved'] as const

export interface Figures {
  readonly pairs: number
  readonly steps: number
  /** Of each verdict, how many steps failed and how many did not. */
  readonly table: Readonly<Record<string, { readonly failed: number; readonly held: number }>>
  readonly precision: number
  readonly recall: number
  /** Of touched steps. */
  readonly risky: number
}

export function figuresOf({ compared, pairs }: Run): Figures {
  const table = Object.fromEntries(
    statuses.map((status) => {
      const own = compared.filter((each) => each.status === status)
      const failed = own.filter(({ failure }) => failure !== undefined).length
      return [status, { failed, held: own.length - failed }]
    }),
  )
  const of = (status: string) => table[status] ?? { failed: 0, held: 0 }
  const all = (status: string): number => of(status).failed + of(status).held
  const failed = compared.filter(({ failure }) => failure !== undefined).length
  const touched = all('broken') + all('risky') + all('safe')
  return {
    pairs: pairs.length,
    steps: compared.length,
    table,
    precision: of('broken').failed / Math.max(1, all('broken')),
    recall: of('broken').failed / Math.max(1, failed),
    risky: all('risky') / Math.max(1, touched),
  }
}

/** The steps whose verdict was wrong in the way that nobody forgives. */
export function calledSafe({ compared }: Pick<Run, 'compared'>): readonly Compared[] {
  return compared.filter(({ status, failure }) => failure !== undefined && status !== 'broken' && status !== 'risky')
}
