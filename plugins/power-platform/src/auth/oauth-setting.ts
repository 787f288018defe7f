import { isJsonObject, type Json, type JsonObject } from '@jackfield/core'
import type { ConnectionParameter, ParameterSet } from '../properties/index.ts'

/** `oAuthSettings` of a connection parameter ("Connector properties"), with everything in any letter case. */
export interface OAuthSetting {
  readonly parameter: ConnectionParameter
  readonly set: ParameterSet
  readonly provider: string
  readonly scopes: readonly string[]
  /** One of `customParameters`. */
  custom(name: string): string | undefined
  /** One of `properties`. */
  property(name: string): string | undefined
  /** A connection parameter that belongs to it: `token:TenantId`, or one of that name by itself. */
  own(name: string): ConnectionParameter | undefined
}

export function oauthSetting(parameter: ConnectionParameter, set: ParameterSet): OAuthSetting {
  const oauth = parameter.oauth ?? {}
  const custom = lowered(member(oauth, 'customParameters'))
  const properties = lowered(member(oauth, 'properties'))
  const listed = member(oauth, 'scopes')
  return {
    parameter,
    set,
    provider: textOf(member(oauth, 'identityProvider'))?.toLowerCase() ?? 'oauth2',
    scopes: [listed ?? []].flat().filter((each): each is string => typeof each === 'string' && each.trim() !== ''),
    custom: (name) => textOf(custom.get(name.toLowerCase())),
    property: (name) => textOf(properties.get(name.toLowerCase())),
    own(name) {
      const wanted = name.toLowerCase()
      const prefixed = `${parameter.name}:${name}`.toLowerCase()
      return (
        set.parameters.find((each) => each.name.toLowerCase() === prefixed) ??
        set.parameters.find((each) => each.name.toLowerCase() === wanted)
      )
    },
  }
}

function member(object: JsonObject, name: string): Json | undefined {
  const found = Object.keys(object).find((key) => key.toLowerCase() === name.toLowerCase())
  return found === undefined ? undefined : object[found]
}

/** Values stand by themselves or as `{ value }`. */
function lowered(value: Json | undefined): ReadonlyMap<string, Json> {
  if (!isJsonObject(value)) return new Map()
  return new Map(
    Object.entries(value).map(([name, each]) => [name.toLowerCase(), isJsonObject(each) ? (each.value ?? null) : each]),
  )
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}
