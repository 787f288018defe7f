import { canonicalJson, type Json, type JsonObject } from '../../model/index.ts'
import type { Mistake } from './mistake.ts'
import { into, type Walk } from './walk.ts'
import { describeSubject, describeValue } from './words.ts'

export function checkArray(value: readonly Json[], schema: JsonObject, walk: Walk): readonly Mistake[] {
  const mistakes: Mistake[] = []
  if (typeof schema.minItems === 'number' && value.length < schema.minItems)
    mistakes.push({
      code: 'value-wrong',
      message: `${describeSubject(walk.at)} must have at least ${schema.minItems} element${schema.minItems === 1 ? '' : 's'}.`,
      pointer: walk.at,
      hint: 'add one, or leave the key out.',
    })
  const { items } = schema
  if (items !== undefined) mistakes.push(...value.flatMap((item, index) => walk.check(item, items, into(walk, index))))
  return schema.uniqueItems === true ? [...mistakes, ...repeated(value, walk)] : mistakes
}

function repeated(value: readonly Json[], walk: Walk): Mistake[] {
  const seen = new Set<string>()
  return value.flatMap((item, index) => {
    const text = canonicalJson(item)
    if (!seen.has(text)) {
      seen.add(text)
      return []
    }
    const { at } = into(walk, index)
    const message = `${describeSubject(walk.at)} has ${describeValue(item)} twice.`
    return [{ code: 'value-wrong', message, pointer: at, hint: 'remove one of them.' }]
  })
}
