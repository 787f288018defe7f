import { isJsonObject, type Json } from '@jackfield/core'
import { child, type Located } from '@jackfield/openapi'

/** What stands under a name, in whichever letter case it is written; as it is spelt here first. */
export function childOf(located: Located | undefined, name: string): Located | undefined {
  if (located === undefined || !isJsonObject(located.value)) return undefined
  const exact = child(located, name)
  if (exact !== undefined) return exact
  const wanted = name.toLowerCase()
  const found = Object.keys(located.value).find((key) => key.toLowerCase() === wanted)
  return found === undefined ? undefined : child(located, found)
}

export function textOf(located: Located | undefined, name?: string): string | undefined {
  const value: Json | undefined = (name === undefined ? located : childOf(located, name))?.value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** `true`, as a boolean or as text. */
export function flagOf(located: Located | undefined, name: string): boolean | undefined {
  const text = textOf(located, name)?.trim().toLowerCase()
  return text === 'true' ? true : text === 'false' ? false : undefined
}

/** The members of an object, whatever they are called. */
export function allMembers(located: Located | undefined): readonly (readonly [string, Located])[] {
  if (located === undefined || !isJsonObject(located.value)) return []
  return Object.keys(located.value).flatMap((name) => {
    const inner = child(located, name)
    return inner === undefined ? [] : [[name, inner] as const]
  })
}

/** The same in the order of their names: in whichever order they are written, what is made of them is the same. */
export function membersByName(located: Located | undefined): readonly (readonly [string, Located])[] {
  return [...allMembers(located)].sort(([one], [other]) => (one < other ? -1 : 1))
}
