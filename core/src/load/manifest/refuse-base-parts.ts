import { isJsonObject, type JsonObject, pointer } from '../../model/index.ts'
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
  const all = [...refused, ...ownServers(manifest, named)]
  return base === manifest.id && typeof base === 'string' ? [itself(base), ...all] : all
}

/** Credentials were given for the servers of the base alone (Law 2). */
function ownServers(manifest: JsonObject, named: string): readonly Mistake[] {
  return ['actions', 'triggers'].flatMap((kind) =>
    Object.entries(isJsonObject(manifest[kind]) ? manifest[kind] : {}).flatMap(([id, operation]): Mistake[] => {
      if (!isJsonObject(operation) || !Object.hasOwn(operation, 'servers')) return []
      const message = `"${id}" of an extension runs on the servers of ${named}, and on none of its own.`
      const at = pointer(kind, id, 'servers')
      return [{ code: 'extends-part', message, pointer: at, part: 'key', hint: 'remove "servers".' }]
    }),
  )
}

function itself(id: string): Mistake {
  const hint = 'give the extension an id of its own.'
  return { code: 'extends-circle', message: `"${id}" extends itself.`, pointer: '/extends', hint }
}
