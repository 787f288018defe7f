import type { SupplySource } from '../model/index.ts'

/** What a supply may be: what its source says, alone or several times in an array. */
export interface PossibleValue {
  readonly source: Exclude<SupplySource, { readonly kind: 'either' | 'sequence' }>
  readonly several: boolean
}

/** The options of a source, each alone and, in a sequence, as several. */
export function possibleValues(from: SupplySource): readonly (readonly PossibleValue[])[] {
  if (from.kind === 'either') return from.options.flatMap(possibleValues)
  if (from.kind !== 'sequence') return [[{ source: from, several: false }]]
  return possibleValues(from.of).map((ways) => {
    const alone = ways.filter(({ several }) => !several)
    return [...alone, ...alone.map((value) => ({ ...value, several: true }))]
  })
}
