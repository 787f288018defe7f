import type { Json } from '../../model/index.ts'

/** Whether a page names a next one: services end with nothing, `null`, empty text or `false`. */
export function isSaid(value: Json | undefined): value is Exclude<Json, null | false | ''> {
  return value !== undefined && value !== null && value !== '' && value !== false
}

/** Whether a page says that there are more; services write booleans as text and numbers too. */
export function isMore(value: Json | undefined): boolean {
  return typeof value === 'string' ? !/^(false|no|0|)$/i.test(value) : Boolean(value)
}
