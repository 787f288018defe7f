import { createHash } from 'node:crypto'
import { segmentsOf } from '@jackfield/core'
import { type Located, pointerOf } from '../refs/index.ts'

/** As long as the name of a schema in a manifest may be. */
const longest = 128
/** What stands between the names that people gave. */
const structural = new Set([
  'components',
  'schemas',
  'definitions',
  '$defs',
  'properties',
  'paths',
  'schema',
  'content',
])

/**
 * A name for what a reference leads to: the one of the component, or one made of the names on the way there. What is
 * taken already gets a number.
 */
export function createNames(mainPath: string): (target: Located) => string {
  const taken = new Map<string, string>()
  return (target) => {
    const at = pointerOf(target.place)
    const whose = `${target.place.document.path}#${at}`
    const wanted = nameFor(target, mainPath)
    for (let count = 1; ; count++) {
      const name = count === 1 ? wanted : `${wanted}_${count}`
      const owner = taken.get(name)
      if (owner !== undefined && owner !== whose) continue
      taken.set(name, whose)
      return name
    }
  }
}

function nameFor({ place }: Located, mainPath: string): string {
  const segments = segmentsOf(pointerOf(place)).filter((segment) => !structural.has(segment))
  const { path } = place.document
  const file = path === mainPath ? [] : [path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '')]
  const own = segments.length === 1 ? segments : [...file, ...segments]
  const joined = own.map(clean).filter(Boolean).join('.')
  const name = /^[A-Za-z0-9_]/.test(joined) ? joined : `_${joined}`
  return name.length > longest - reserved ? shortened(name) : name
}

/** What is added for a direction, or for one of several. */
const reserved = 20

function shortened(name: string): string {
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8)
  return `${name.slice(0, longest - reserved - 9)}_${digest}`
}

function clean(segment: string): string {
  if (/^[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(segment)) return segment
  return segment.replaceAll(/[^A-Za-z0-9._-]+/g, '_').replaceAll(/^[_.-]+(?=.)|(?<=.)_+$/g, '')
}

/** `/components/schemas/Name`, `/definitions/Name`: what keeps its name whatever else there is. */
export function isComponent(target: Located): boolean {
  return /^\/(components\/schemas|definitions)\/[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(pointerOf(target.place))
}
