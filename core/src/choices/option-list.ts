import { isJackfieldError, resultMissing } from '../errors/index.ts'
import { canonicalJson, type Json, type Pointer, valueAt } from '../model/index.ts'

/** One choice of a drop-down. */
export interface FieldOption {
  /** What becomes the input. */
  readonly value: Json
  /** What a person reads. */
  readonly label: string
}

/** Choices in the order of the service, fetched as they are looked at. */
export interface OptionList {
  /** `undefined` behind the last one. Throws what fetching throws. */
  at(index: number): Promise<FieldOption | undefined>
  /** Whether the service has more than are ever looked at. */
  readonly cut: boolean
}

export interface OptionSource {
  readonly elements: AsyncIterator<Json>
  readonly value: Pointer
  readonly label?: Pointer
  /** Elements looked at. */
  readonly most: number
}

export function createOptionList({ elements, value, label, most }: OptionSource): OptionList {
  const options: FieldOption[] = []
  const seen = new Set<string>()
  let looked = 0
  let done = false
  let cut = false
  let turn: Promise<unknown> = Promise.resolve()

  async function pull(): Promise<void> {
    const next = looked === most ? 'cut' : await nextOf(elements, looked)
    if (next === 'cut' || next.done === true) {
      cut = next === 'cut'
      done = true
      await elements.return?.()
      if (looked > 0 && options.length === 0) throw noValue(value)
    } else {
      looked++
      add(next.value)
    }
  }
  function add(element: Json): void {
    const found = valueAt(element, value)
    if (found === undefined || found === null || seen.size === seen.add(canonicalJson(found)).size) return
    options.push({
      value: found,
      label: textOf(label === undefined ? found : valueAt(element, label)) ?? textOf(found) ?? '',
    })
  }
  async function fill(index: number): Promise<FieldOption | undefined> {
    while (options.length <= index && !done) await pull()
    return options[index]
  }
  return {
    get cut() {
      return cut
    },
    at(index) {
      const found = turn.then(() => fill(index))
      turn = found.catch(() => {})
      return found
    },
  }
}

/** More pages than the operation allows are more than are looked at; what was found before them is still a choice. */
async function nextOf(elements: AsyncIterator<Json>, looked: number): Promise<IteratorResult<Json, unknown> | 'cut'> {
  try {
    return await elements.next()
  } catch (error) {
    if (looked > 0 && isJackfieldError(error) && error.code === 'pages-exceeded') return 'cut'
    throw error
  }
}

function textOf(value: Json | undefined): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function noValue(at: Pointer): Error {
  return resultMissing(`None of the choices has a value at "${at}".`, {
    hint: 'Correct "value" in the operation\'s "options".',
  })
}
