import { type Pointer, pointer, segmentsOf } from '../../model/index.ts'

interface Origin {
  readonly source: Pointer
  readonly template: boolean
}

/** Remembers where each part of a model was written, to lead a pointer into the model back to the source. */
export class Origins {
  readonly #origins = new Map<Pointer, Origin>([['', { source: '', template: false }]])

  /** Below `model`, the model has the names that the source has. */
  add(model: Pointer, source: Pointer): void {
    this.#origins.set(model, { source, template: false })
  }

  /** `model` is a parsed template of what is written at `source`. */
  addTemplate(model: Pointer, source: Pointer): void {
    this.#origins.set(model, { source, template: true })
  }

  sourceOf(model: Pointer): Pointer {
    const rest: string[] = []
    const segments = segmentsOf(model)
    for (;;) {
      const origin = this.#origins.get(pointer(...segments))
      if (origin !== undefined) return origin.source + pointer(...(origin.template ? namesIn(rest) : rest))
      rest.unshift(segments.pop() ?? '')
    }
  }
}

/** `/properties/a/items/0/from` of a template is `/a/0` of what it was parsed from. */
function namesIn(segments: readonly string[]): string[] {
  const names: string[] = []
  for (let index = 0; index + 1 < segments.length; index += 2) {
    if (segments[index] !== 'properties' && segments[index] !== 'items') break
    names.push(segments[index + 1] ?? '')
  }
  return names
}
