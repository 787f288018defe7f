import { dict, isJsonObject, type JsonObject, type PolicyUse } from '../../model/index.ts'
import { listIn, objectIn, textIn } from './drafting.ts'

/** Undefined where none are written. */
export function readPolicies(written: JsonObject): readonly PolicyUse[] | undefined {
  if (!Array.isArray(written.policies)) return undefined
  return listIn(written, 'policies').flatMap((each) => {
    const policy: JsonObject = isJsonObject(each) ? each : dict<never>()
    const use = textIn(policy, 'use')
    return use === undefined ? [] : [{ use, with: objectIn(policy, 'with') }]
  })
}
