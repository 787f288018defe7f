import { dict, type Json } from '@jackfield/core'

/** An object of what there is: what is undefined is left out. */
export function filled(entries: Readonly<Record<string, Json | undefined>>): Record<string, Json> {
  return dict(Object.entries(entries).filter((entry): entry is [string, Json] => entry[1] !== undefined))
}
