import {
  type Connector,
  type Dict,
  dict,
  isJsonObject,
  type JsonObject,
  modelVersion,
  type Pointer,
  type Schema,
  type SecurityRequirement,
  type SecurityScheme,
} from '../../model/index.ts'
import type { Mistake } from '../../validate/index.ts'
import { type Drafting, listIn, objectIn, present, textIn } from './drafting.ts'
import { Origins } from './origins.ts'
import { objectSchema } from './read-common.ts'
import { readDerived } from './read-derived.ts'
import { readOperations } from './read-operations.ts'
import { readRequirements, readSchemes } from './read-security.ts'
import { readServers } from './read-servers.ts'

/** A manifest in the words of the model, as far as it makes sense, and the way back. */
export interface DraftedConnector {
  readonly connector: Connector
  /** They point into the manifest. */
  readonly mistakes: readonly Mistake[]
  sourceOf(model: Pointer): Pointer
}

/** Normalises a manifest, YAML, JSON or a host's definition alike: equal ones give equal models. */
export function readManifest(manifest: JsonObject): DraftedConnector {
  const mistakes: Mistake[] = []
  const origins = new Origins()
  const drafting: Drafting = {
    manifest,
    origins,
    schemas: readSchemas(manifest),
    report: (mistake) => mistakes.push(mistake),
  }
  const schemes = readSchemes(drafting)
  const connector: Connector = {
    model: modelVersion,
    id: textIn(manifest, 'id') ?? '',
    version: textIn(manifest, 'version') ?? '',
    title: textIn(manifest, 'title') ?? '',
    ...present('description', textIn(manifest, 'description')),
    ...present('publisher', textIn(manifest, 'publisher')),
    ...present('categories', Array.isArray(manifest.categories) ? textsOf(manifest) : undefined),
    ...present('icon', textIn(manifest, 'icon')),
    ...present('extends', textIn(manifest, 'extends')),
    servers: readServers(manifest),
    securitySchemes: schemes,
    security: readRequirements(manifest) ?? onlyScheme(schemes, drafting),
    settings: objectSchema(manifest.settings),
    ...present('derived', readDerived(manifest)),
    ...present('test', textIn(manifest, 'test')),
    operations: readOperations(drafting),
    schemas: drafting.schemas,
  }
  return { connector, mistakes, sourceOf: (model) => origins.sourceOf(model) }
}

function readSchemas(manifest: JsonObject): Dict<Schema> {
  const isSchema = (value: unknown): value is Schema => typeof value === 'boolean' || isJsonObject(value)
  return dict(
    Object.entries(objectIn(manifest, 'schemas')).filter((entry): entry is [string, Schema] => isSchema(entry[1])),
  )
}

function textsOf(manifest: JsonObject): readonly string[] {
  return listIn(manifest, 'categories').filter((name): name is string => typeof name === 'string')
}

/** `security` may be left out where there is nothing to choose. */
function onlyScheme(schemes: Dict<SecurityScheme>, { manifest, report }: Drafting): readonly SecurityRequirement[] {
  const written = Object.keys(objectIn(manifest, 'securitySchemes'))
  if (written.length > 1)
    report({
      code: 'security-missing',
      message: `The connector has ${written.length} security schemes and does not say which a call needs.`,
      pointer: '/securitySchemes',
      hint: `add "security", such as: security: [${written.map((name) => `{ ${name}: [] }`).join(', ')}] for any one of them.`,
    })
  const [first] = Object.keys(schemes)
  if (first === undefined) return []
  return [dict([[first, []]])]
}
