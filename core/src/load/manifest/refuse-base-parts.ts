import { type JsonObject, pointer } from '../../model/index.ts'
import type { Mistake } from '../../validate/index.ts'

const ofBase = ['servers', 'securitySchemes', 'security', 'settings', 'derived', 'test'] as const

/** An extension has these of the connector that it extends: what it wrote itself would not be what its calls use. */
export function refuseBaseParts(manifest: JsonObject): readonly Mistake[] {
  const base = manifest.extends
  if (base === undefined) return []
  const named = typeof base === 'string' ? `"${base}"` : 'the connector that it extends'
  const written = ofBase.filter((name) => Object.hasOwn(manifest, name))
  const refused = written.map((name): Mistake => {
    const message = `An extension has the "${name}" of ${named}, and none of its own.`
    return { code: 'extends-part', message, pointer: pointer(name), part: 'key', hint: `remove "${name}".` }
  })
  return base === manifest.id && typeof base === 'string' ? [itself(base), ...refused] : refused
}

function itself(id: string): Mistake {
  const hint = 'give the extension an id of its own.'
  return { code: 'extends-circle', message: `"${id}" extends itself.`, pointer: '/extends', hint }
}
