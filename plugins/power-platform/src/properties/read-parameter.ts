import { isJsonObject } from '@jackfield/core'
import { elementsOf, type Located } from '@jackfield/openapi'
import { allMembers, childOf, flagOf, textOf } from './any-case.ts'
import type { AllowedValue, ConnectionParameter } from './connection-parameter.ts'

export function readParameters(written: Located | undefined): readonly ConnectionParameter[] {
  return allMembers(written).flatMap(([name, each]) => (isJsonObject(each.value) ? [readParameter(name, each)] : []))
}

function readParameter(name: string, written: Located): ConnectionParameter {
  const ui = childOf(written, 'uiDefinition')
  const constraints = childOf(ui, 'constraints')
  const title = textOf(ui, 'displayName')?.trim()
  const description = textOf(ui, 'description') ?? textOf(childOf(ui, 'schema'), 'description') ?? textOf(ui, 'tooltip')
  const oauth = childOf(written, 'oAuthSettings')
  const default_ = textOf(written, 'defaultValue') ?? textOf(constraints, 'default')
  return {
    name,
    type: (textOf(written, 'type') ?? (oauth === undefined ? 'string' : 'oauthSetting')).toLowerCase(),
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    required: flagOf(constraints, 'required') ?? false,
    hidden: flagOf(constraints, 'hidden') ?? false,
    ...(default_ !== undefined && { default: default_ }),
    allowed: elementsOf(childOf(constraints, 'allowedValues')).flatMap(readAllowed),
    ...(oauth !== undefined && isJsonObject(oauth.value) && { oauth: oauth.value }),
    written,
  }
}

function readAllowed(written: Located): AllowedValue[] {
  const value = isJsonObject(written.value) ? textOf(written, 'value') : textOf(written)
  return value === undefined ? [] : [{ value, text: textOf(written, 'text') ?? value }]
}
