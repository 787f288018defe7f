import type { FieldOption, OptionList } from './option-list.ts'

export interface TakenPage {
  readonly options: readonly FieldOption[]
  /** Where the next page begins; `undefined` where there is none. */
  readonly next: number | undefined
}

export interface PageWish {
  readonly from: number
  readonly limit: number
  /** What a person typed, where the service does not search by itself. */
  readonly search: string
}

/** So many choices that match, from one of them on; looks as far as the first match behind them. */
export async function takePage(list: OptionList, { from, limit, search }: PageWish): Promise<TakenPage> {
  const options: FieldOption[] = []
  for (let index = from; ; index++) {
    const option = await list.at(index)
    if (option === undefined) return { options, next: undefined }
    if (!matches(option, search)) continue
    if (options.length === limit) return { options, next: index }
    options.push(option)
  }
}

/** Every word in the label or the value, in any case. */
function matches({ label, value }: FieldOption, search: string): boolean {
  const text = `${label} ${typeof value === 'object' ? '' : value}`.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
