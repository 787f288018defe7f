import { isJsonObject, type JsonObject, type Succeeds } from '../../model/index.ts'
import type { CallPlace } from './call-place.ts'
import { type Drafting, objectIn, present, textIn } from './drafting.ts'

/** The call's own, or that of the defaults; `succeeds: null` is none. */
export function readSucceeds(
  { model, source, written }: CallPlace,
  { manifest, origins }: Drafting,
): Succeeds | undefined {
  const own = written.succeeds !== undefined
  origins.add(`${model}/http/succeeds`, own ? `${source}/succeeds` : '/defaults/succeeds')
  return toSucceeds(own ? written : objectIn(manifest, 'defaults'))
}

function toSucceeds({ succeeds }: JsonObject): Succeeds | undefined {
  if (!isJsonObject(succeeds)) return undefined
  const at = textIn(succeeds, 'at')
  if (at === undefined || succeeds.equals === undefined) return undefined
  return { at, equals: succeeds.equals, ...present('message', textIn(succeeds, 'message')) }
}
