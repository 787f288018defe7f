import { type Connector, type Dict, dict, isJsonObject, type Json, type JsonObject } from '../../model/index.ts'
import { checkStructure, connectorSchema, type Mistake } from '../../validate/index.ts'
import { readManifest } from '../manifest/read-manifest.ts'
import { manifestOf } from './write-manifest.ts'

/**
 * Words of a manifest that are laid over a connector. Each takes the place of the one of its key; `null` takes it away.
 */
export interface Amendment {
  /** Of the connector; `actions`, `triggers` and `schemas` add what they name, or take its place. */
  readonly connector?: JsonObject
  /** Of operations that there are, by id. */
  readonly operations?: Dict<JsonObject>
}

export interface Amended {
  readonly connector: Connector
  /** Their pointers lead into a manifest: `/actions/ID/…`, `/triggers/ID/…`, or a part of the connector. */
  readonly mistakes: readonly Omit<Mistake, 'part'>[]
}

const added = ['actions', 'triggers', 'schemas']
/** What names a connector is not said over again. */
const fixed = ['jackfield', 'id', 'version', 'title', 'extends', 'defaults', ...added]

/** Lays words of a manifest over a connector that was read from something else, and reads them with what was there. */
export function amendConnector(connector: Connector, { connector: words = {}, operations = {} }: Amendment): Amended {
  const patched = Object.keys(operations).filter((id) => Object.hasOwn(connector.operations, id))
  const { actions, triggers, ...rest } = manifestOf({
    ...connector,
    operations: dict(patched.map((id) => [id, connector.operations[id] as never])),
  })
  const changed = new Map(
    patched.map((id) => {
      const known = partOf(actions, id) ?? partOf(triggers, id) ?? {}
      return [id, laidOver(known, operations[id] ?? {})] as const
    }),
  )
  const own = Object.entries(words).filter(([key]) => !fixed.includes(key))
  const manifest: JsonObject = dict<Json>([
    ...Object.entries(laidOver(rest, dict(own))),
    ['schemas', laidOver(objectOf(rest.schemas), objectOf(words.schemas))],
    ['actions', dict([...sorted(changed, connector, false), ...Object.entries(objectOf(words.actions))])],
    ['triggers', dict([...sorted(changed, connector, true), ...Object.entries(objectOf(words.triggers))])],
  ])
  const structure = checkStructure(manifest, { schema: connectorSchema, root: connectorSchema })
  const { connector: read, mistakes } = readManifest(manifest)
  return {
    connector: { ...connector, ...read, operations: dict(merged(connector.operations, read.operations)) },
    mistakes: [...structure, ...mistakes].map(({ part: _, ...mistake }) => mistake),
  }
}

function merged<Value>(one: Dict<Value>, other: Dict<Value>): [string, Value][] {
  return [...Object.entries(one), ...Object.entries(other)]
}

function sorted(
  changed: ReadonlyMap<string, JsonObject>,
  { operations }: Connector,
  isTrigger: boolean,
): readonly (readonly [string, Json])[] {
  const listens = (id: string, words: JsonObject): boolean =>
    words.poll !== undefined ||
    words.webhook !== undefined ||
    (operations[id]?.kind === 'trigger' && words.http === undefined)
  return [...changed].filter(([id, words]) => listens(id, words) === isTrigger)
}

function laidOver(known: JsonObject, words: JsonObject): JsonObject {
  const entries = [...Object.entries(known), ...Object.entries(words)]
  return dict(entries.filter(([key]) => words[key] !== null))
}

function partOf(owner: Json | undefined, id: string): JsonObject | undefined {
  const part = isJsonObject(owner) ? owner[id] : undefined
  return isJsonObject(part) ? part : undefined
}

function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : dict<Json>()
}
