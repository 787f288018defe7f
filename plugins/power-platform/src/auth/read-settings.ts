import { dict, type Json, type JsonObject } from '@jackfield/core'
import {
  type ConnectionParameter,
  isNamed,
  mergedParameters,
  type ParameterSet,
  settingName,
} from '../properties/index.ts'
import { isSecret } from './declared-places.ts'
import type { ReadOAuth } from './oauth.ts'
import { credentialsIn, type Placements } from './placement.ts'

interface Way {
  readonly set: ParameterSet
  readonly declared: Placements
  readonly oauth: ReadOAuth | undefined
}

interface ReadSettings {
  readonly settings: Readonly<Record<string, JsonObject>>
  readonly required: readonly string[]
}

const types: Readonly<Record<string, string>> = {
  int: 'integer',
  integer: 'integer',
  number: 'number',
  bool: 'boolean',
  boolean: 'boolean',
}
/** What is no value: a gateway between networks, and what only Microsoft's own connectors have. */
const ignored = new Set(['gatewaysetting', 'oauthsetting', 'connection', 'managedidentity'])

/** Connection parameters that are no credentials; required are those that every way to connect needs. */
export function readSettings(
  ways: readonly Way[],
  { inUrls, inPolicies }: { readonly inUrls: ReadonlySet<string>; readonly inPolicies: ReadonlySet<string> },
): ReadSettings {
  const settings = dict<JsonObject>()
  const merged = new Map(mergedParameters(ways.map(({ set }) => set)).map((each) => [each.name, each]))
  const counts = new Map<string, number>()
  for (const way of ways)
    for (const parameter of way.set.parameters.filter((each) => isSetting(each, way, inPolicies))) {
      const name = settingName(parameter.name)
      settings[name] ??= schemaOf(merged.get(parameter.name) ?? parameter)
      if (isNeeded(parameter, way, inUrls)) counts.set(name, (counts.get(name) ?? 0) + 1)
    }
  for (const { oauth } of ways)
    for (const [name, schema] of Object.entries(oauth?.settings ?? {})) {
      settings[name] ??= schema
      counts.set(name, (counts.get(name) ?? 0) + 1)
    }
  const isRequired = ([name, count]: readonly [string, number]): boolean => count === ways.length || inUrls.has(name)
  return { settings, required: [...counts].filter(isRequired).map(([name]) => name) }
}

/**
 * What is a part of signing in is a setting as well where a policy reads it and it is no secret, such as a user's name.
 */
function isSetting(parameter: ConnectionParameter, { declared, oauth }: Way, inPolicies: ReadonlySet<string>): boolean {
  if (isSecret(parameter) || ignored.has(parameter.type)) return false
  const placed = [...declared.values()]
  if (placed.some((each) => credentialsIn(each).includes(parameter.name))) return false
  const isBasic = placed.some(({ parts }) =>
    parts.some((part) => typeof part === 'object' && 'scheme' in part && part.scheme === 'basic'),
  )
  const isOfBasic = isBasic && ['username', 'password'].some((name) => isNamed(name)(parameter))
  const isPart = isOfBasic || oauth?.taken.includes(parameter.name) === true
  return !isPart || inPolicies.has(parameter.name.toLowerCase())
}

/** What a URL reads has to be there; what nobody is asked for does not. */
function isNeeded(parameter: ConnectionParameter, { oauth }: Way, inUrls: ReadonlySet<string>): boolean {
  const name = settingName(parameter.name)
  const variable = oauth?.read?.[name]
  if (
    inUrls.has(name) ||
    oauth?.needed?.includes(name) === true ||
    (variable !== undefined && variable.default === undefined)
  )
    return true
  return parameter.required && !parameter.hidden && parameter.default === undefined && variable?.default === undefined
}

function schemaOf({ type, title, name, description, allowed, default: default_ }: ConnectionParameter): JsonObject {
  const values = allowed.map(({ value }) => value)
  const described = [
    description,
    ...allowed.filter(({ value, text }) => value !== text).map(({ value, text }) => `${value}: ${text}`),
  ]
  const words = described.filter((each) => each !== undefined).join('\n')
  const jsonType = (Object.hasOwn(types, type) ? types[type] : undefined) ?? 'string'
  return dict<Json>([
    ['type', jsonType],
    ['title', title ?? settingName(name)],
    ...(words === '' ? [] : [['description', words] as const]),
    ...(values.length === 0 || jsonType !== 'string' ? [] : [['enum', [...new Set(values)]] as const]),
    ...(default_ === undefined || jsonType !== 'string' || (values.length > 0 && !values.includes(default_))
      ? []
      : [['default', default_] as const]),
  ])
}
