import { isJsonObject } from '@jackfield/core'
import type { Order } from '../../stand-ins/index.ts'
import { expectThat } from '../expectation.ts'
import type { Scene } from '../scene.ts'

export interface Editions {
  /** Their runs had begun before the approval. */
  readonly original: readonly Order[]
  readonly corrected: readonly Order[]
}

/** What had begun finished with the flow that it began with; what came later used the corrected one. */
export async function expectEditions({ host, narrator }: Scene, editions: Editions): Promise<void> {
  const runs = await host.call('runs', {})
  const editionOf = (order: Order): string | undefined =>
    runs.find(({ event: { data } }) => isJsonObject(data) && data.id === order.id)?.edition
  const first = runs[0]?.edition
  const original = new Set(editions.original.map(editionOf))
  const corrected = new Set(editions.corrected.map(editionOf))
  expectThat(original.size === 1 && original.has(first) && corrected.size === 1 && !corrected.has(first), {
    expected: 'runs that had begun to finish with the flow as it was, and all others with the corrected one',
    seen: `the editions ${[...original].join(', ')} and ${[...corrected].join(', ')}`,
  })
  narrator.line(
    'editions',
    'the two runs that had begun kept their flow, the three others used the corrected one',
    'good',
  )
}
