import { validateBySchema } from '../invoke/index.ts'
import {
  type Connector,
  isJsonObject,
  type Json,
  type JsonObject,
  nearestName,
  type Problem,
  parseJson,
  pointer,
} from '../model/index.ts'

/** The settings as they will be kept, with the schema's defaults for those left out, and what is wrong with them. */
export async function checkSettings(
  { settings: schema, schemas }: Connector,
  filled: JsonObject | undefined,
): Promise<{ readonly settings: JsonObject; readonly problems: readonly Problem[] }> {
  const given = copied(filled)
  if (!isJsonObject(given))
    return {
      settings: {},
      problems: [{ code: 'setting-invalid', message: 'Settings are no object.', pointer: '/settings' }],
    }
  const properties = isJsonObject(schema.properties) ? schema.properties : {}
  const unknown = isClosed(schema) ? Object.keys(given).filter((name) => !Object.hasOwn(properties, name)) : []
  const known = Object.entries({ ...defaultsOf(properties), ...given }).filter(([name]) => !unknown.includes(name))
  const settings = parseJson(JSON.stringify(Object.fromEntries(known))) as JsonObject
  const problems = (await validateBySchema(schema, schemas, settings)).map((problem) => placed(problem))
  return { settings, problems: [...unknown.map((name) => unknownSetting(name, Object.keys(properties))), ...problems] }
}

/** As it will be stored; `null` for what can't be. */
function copied(filled: JsonObject | undefined): Json {
  try {
    return parseJson(JSON.stringify(filled ?? {}) ?? 'null')
  } catch {
    return null
  }
}

/** A schema that only lists its properties means those; a mistyped name would be ignored in silence otherwise. */
function isClosed(schema: JsonObject): boolean {
  const open = ['additionalProperties', 'patternProperties', '$ref', 'allOf', 'anyOf', 'oneOf', 'if']
  return open.every((keyword) => !Object.hasOwn(schema, keyword) || schema[keyword] === false)
}

/** The settings of whoever has no connection: the schema's defaults. */
export function defaultSettings({ settings }: Pick<Connector, 'settings'>): JsonObject {
  return isJsonObject(settings.properties) ? defaultsOf(settings.properties) : {}
}

function defaultsOf(properties: JsonObject): Record<string, Json> {
  const entries = Object.entries(properties).flatMap(([name, property]): [string, Json][] => {
    const value = isJsonObject(property) ? property.default : undefined
    return value === undefined ? [] : [[name, value]]
  })
  return Object.fromEntries(entries)
}

function placed({ message, pointer: at = '', hint }: Problem): Problem {
  return { code: 'setting-invalid', message, pointer: `/settings${at}`, ...(hint === undefined ? {} : { hint }) }
}

function unknownSetting(name: string, known: readonly string[]): Problem {
  const nearest = nearestName(name, known)
  return {
    code: 'setting-unknown',
    message: `There is no setting "${name}".`,
    pointer: pointer('settings', name),
    hint: nearest === undefined ? `Settings: ${known.join(', ') || 'none'}.` : `Did you mean "${nearest}"?`,
  }
}
