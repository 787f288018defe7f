import type { Json } from '../../model/index.ts'

/** Text as the first type that it can be of those that a schema takes; what fits none stays text. */
export function readScalar(text: string, types: ReadonlySet<string>): Json {
  if (types.size === 0) return text
  const plain = text.trim()
  if ((types.has('number') || types.has('integer')) && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain))
    return Number(plain)
  if (types.has('boolean') && /^(true|false|0|1)$/.test(plain)) return plain === 'true' || plain === '1'
  if (types.has('null') && plain === '') return null
  return text
}
