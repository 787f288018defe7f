import { codeCell, codeSpan, plainText } from './plain-text.ts'
import { table } from './table.ts'
import { type DescribedFlow, usesOf } from './uses-of.ts'

/** Which flows use an operation, with the fields that they fill and read. `flows: null`: nobody said where they are. */
export function useWords(flows: readonly DescribedFlow[] | null, operation: string): string {
  if (flows === null) return `Not known: run ${codeSpan('jackfield docs')} with ${codeSpan('--flows DIR')} to see it.`
  const uses = usesOf(flows, operation)
  if (uses.length === 0) return 'No flow uses it.'
  return table(
    ['Flow', 'Step', 'Fills in', 'Reads'],
    uses.map(({ flow, step, supplies, reads }) => [
      flow.title === undefined ? codeCell(flow.id) : `${plainText(flow.title)} (${codeCell(flow.id)})`,
      codeCell(step),
      supplies.map(fieldWords).join(', '),
      reads.map(({ path, by }) => `${fieldWords(path)} (in ${by.map(codeCell).join(', ')})`).join(', '),
    ]),
  )
}

const fieldWords = (path: string): string => (path === '' ? 'the whole' : codeCell(path))
