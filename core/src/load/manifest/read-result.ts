import { dict, type JsonObject, pointer, type Result } from '../../model/index.ts'
import type { CallPlace } from './call-place.ts'
import { choiceIn, type Drafting, objectIn, present, textIn } from './drafting.ts'
import { readTemplate } from './read-template.ts'

/** `result: { at, where?, missing? }`; `missing` is `fail` by default. */
export function readResult({ model, source, written }: CallPlace, drafting: Drafting): Result | undefined {
  const result = objectIn(written, 'result')
  const at = textIn(result, 'at')
  if (at === undefined) return undefined
  drafting.origins.add(`${model}/http/result`, `${source}/result`)
  const missing = choiceIn(result, 'missing', ['fail', 'none']) ?? 'fail'
  const where = 'where' in result ? readWhere(objectIn(result, 'where')) : undefined
  return { at, ...present('where', where), missing }

  function readWhere(conditions: JsonObject): NonNullable<Result['where']> {
    const below = (name: string): string => pointer('result', 'where', name)
    return dict(
      Object.entries(conditions).map(([name, value]) => {
        const place = { model: `${model}/http${below(name)}`, source: source + below(name) }
        return [name, readTemplate(value, place, drafting)]
      }),
    )
  }
}
