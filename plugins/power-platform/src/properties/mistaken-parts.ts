import { isJsonObject, type Json } from '@jackfield/core'
import { elementsOf, type Located } from '@jackfield/openapi'
import { childOf } from './any-case.ts'
import { policySection } from './policy-instance.ts'

/** A part of properties that decides who is asked, what a credential is or which operations something is for. */
export interface MistakenPart {
  readonly located: Located
  readonly message: string
  readonly hint: string
}

/** What to read in another way than it is written would be to guess. */
export function mistakenParts(root: Located): readonly MistakenPart[] {
  if (!isJsonObject(root.value))
    return [{ located: root, message: 'The properties are no object.', hint: 'write { "properties": { … } }.' }]
  const properties = childOf(root, 'properties')
  const written = properties ?? root
  const sets = childOf(written, 'connectionParameterSets')
  const values = childOf(sets, 'values')
  const policies = childOf(written, 'policyTemplateInstances')
  return [
    ...unless(isObject, properties, '"properties" is no object.', 'write { "connectionParameters": { … } } there.'),
    ...unlessParameters(childOf(written, 'connectionParameters'), 'connectionParameters'),
    ...unless(isObject, sets, '"connectionParameterSets" is no object.', 'write { "values": [ … ] } there.'),
    ...unless(Array.isArray, values, '"values" is no list.', 'write one element for each set.'),
    ...elementsOf(values).flatMap((each) => unlessParameters(childOf(each, 'parameters'), 'parameters')),
    ...unless(Array.isArray, policies, '"policyTemplateInstances" is no list.', 'write one element for each policy.'),
    ...elementsOf(policies).flatMap((each) => inPolicy(childOf(each, 'parameters'))),
    ...unless(
      areTexts,
      childOf(written, 'scriptOperations'),
      '"scriptOperations" is no list of ids of operations.',
      'name the operations that script.csx serves.',
    ),
  ]
}

function unlessParameters(located: Located | undefined, name: string): readonly MistakenPart[] {
  return unless(isObject, located, `"${name}" is no object.`, 'write one member for each parameter.')
}

function inPolicy(parameters: Located | undefined): readonly MistakenPart[] {
  return [
    ...unless(
      (value) => areTexts([value].flat()),
      childOf(parameters, 'x-ms-apimTemplate-operationName'),
      'The operations that a policy is for are no list of ids.',
      'name them, or leave it out where it is for all.',
    ),
    ...unless(
      (value) => areSections([value].flat()),
      childOf(parameters, 'x-ms-apimTemplate-policySection'),
      'A policy runs on nothing that is known.',
      'write "Request", "Response" or "Failure".',
    ),
  ]
}

/** `null` is left out. */
function unless(
  isRight: (value: Json) => boolean,
  located: Located | undefined,
  message: string,
  hint: string,
): readonly MistakenPart[] {
  if (located === undefined || located.value === null || isRight(located.value)) return []
  return [{ located, message, hint }]
}

function isObject(value: Json): boolean {
  return isJsonObject(value)
}

function areSections(names: readonly Json[]): boolean {
  return names.length > 0 && names.every((each) => policySection(each) !== undefined)
}

function areTexts(value: Json): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}
