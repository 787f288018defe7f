import { diffConnectors } from '../../src/diff/index.ts'
import { type Change, type Json, type Schema, segmentsOf } from '../../src/model/index.ts'
import { actionOf, withOperations } from './models.ts'

/** Places of a schema, by property path, where something that is sent may be refused; sorted. */
export type Alarms = readonly string[]

/**
 * Kinds that say that what is sent may be refused, whichever way it goes; others are about what is ignored or not read.
 */
const refusing: ReadonlySet<string> = new Set([
  'input.changed',
  'input.constraint-tightened',
  'input.enum-narrowed',
  'input.made-required',
  'input.narrowed',
  'input.null-refused',
  'output.changed',
  'output.enum-widened',
  'output.made-nullable',
  'output.made-optional',
  'output.type',
  'output.variant-added',
  'output.widened',
])

const within = (side: 'input' | 'output', schema: Schema) =>
  withOperations(actionOf('call', { [side]: { type: 'object', properties: { in: schema as Json }, required: ['in'] } }))

/** Of what was sent by one schema and is read by another: as an input of which the reader changed. */
export function alarmsOfInput(sender: Schema, reader: Schema): Alarms {
  return alarms(diffConnectors(within('input', sender), within('input', reader)))
}

/**
 * The same the other way round, as an output of which the sender changed; `null` where something was found inside
 * another.
 */
export function alarmsOfOutput(sender: Schema, reader: Schema): Alarms | null {
  const changes = diffConnectors(within('output', reader), within('output', sender))
  return changes.some(({ kind }) => kind.endsWith('wrapped')) ? null : alarms(changes)
}

function alarms(changes: readonly Change[]): Alarms {
  const places = changes.filter(({ kind, level }) => refusing.has(kind) && level !== 'safe').map(placeOf)
  return [...new Set(places)].sort()
}

/** Without the alternatives, which are counted in the one or the other. */
function placeOf({ pointer }: Change): string {
  const [, , , ...path] = segmentsOf(pointer)
  return path.join('/').replace(/(?:^|\/)(?:anyOf|oneOf)\/\d+/g, '')
}
