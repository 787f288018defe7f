import { type Derived, type Dict, dict, isJsonObject, type JsonObject } from '../../model/index.ts'
import { objectIn, present, textIn } from './drafting.ts'

/** What connections learn by themselves; undefined where the manifest says nothing of it. */
export function readDerived(manifest: JsonObject): Dict<Derived> | undefined {
  if (!isJsonObject(manifest.derived)) return undefined
  const derived = Object.entries(objectIn(manifest, 'derived')).flatMap(([name, written]): [string, Derived][] => {
    if (!isJsonObject(written)) return []
    const from = textIn(written, 'from') ?? ''
    const at = textIn(written, 'at') ?? ''
    return [
      [
        name,
        { from: from === 'token' ? from : { operation: from }, at, ...present('pattern', textIn(written, 'pattern')) },
      ],
    ]
  })
  return dict(derived)
}
