import { dict, type Json, type JsonObject } from '../../model/index.ts'

/** An object of what there is: what is undefined is left out. */
export function written(entries: Readonly<Record<string, Json | undefined>>): JsonObject {
  return dict(Object.entries(entries).filter((entry): entry is [string, Json] => entry[1] !== undefined))
}
