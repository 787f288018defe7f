import { dict, type Json, type JsonObject, type Operation, type Schema, type Unavailable } from '../../model/index.ts'
import { choiceIn, listIn, objectIn, present, textIn } from './drafting.ts'
import { readRequirements } from './read-security.ts'
import { readServers } from './read-servers.ts'

type Common = Pick<Operation, 'id' | 'title' | 'visibility' | 'input' | 'output'> &
  Partial<
    Pick<Operation, 'formerly' | 'aliases' | 'description' | 'deprecated' | 'security' | 'servers' | 'unavailable'>
  >

/** What actions and triggers have in common. */
export function readCommon(id: string, written: JsonObject): Common {
  const [formerly, aliases] = [textsIn(written, 'formerly'), textsIn(written, 'aliases')]
  return {
    id,
    ...(formerly.length === 0 ? {} : { formerly }),
    ...(aliases.length === 0 ? {} : { aliases }),
    title: textIn(written, 'title') ?? inWords(id),
    ...present('description', textIn(written, 'description')),
    visibility: choiceIn(written, 'visibility', ['public', 'advanced', 'internal']) ?? 'public',
    ...(written.deprecated === true ? { deprecated: true } : {}),
    ...present('security', readRequirements(written)),
    ...present('servers', Array.isArray(written.servers) ? readServers(written) : undefined),
    ...present('unavailable', readUnavailable(objectIn(written, 'unavailable'))),
    input: objectSchema(written.input),
    output: schemaOf(written.output),
  }
}

function textsIn(written: JsonObject, name: string): readonly string[] {
  return listIn(written, name).filter((each): each is string => typeof each === 'string')
}

function readUnavailable(written: JsonObject): Unavailable | undefined {
  const [feature, reason] = [textIn(written, 'feature'), textIn(written, 'reason')]
  return feature === undefined || reason === undefined ? undefined : { feature, reason }
}

/** A schema of an object says so; without properties of its own it takes none. */
export function objectSchema(written: Json | undefined): JsonObject {
  const schema = schemaOf(written)
  return typeof schema === 'boolean'
    ? dict<Json>([['type', 'object']])
    : dict<Json>([['type', 'object'], ...Object.entries(schema)])
}

function schemaOf(written: Json | undefined): Schema {
  const isSchema =
    typeof written === 'boolean' || (typeof written === 'object' && written !== null && !Array.isArray(written))
  return isSchema ? (written as Schema) : true
}

/** `customerCreated` is "Customer created". */
function inWords(id: string): string {
  const words = id
    .replaceAll(/[-_.]+/g, ' ')
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
