import { elementsOf, type Located } from '@jackfield/openapi'
import { childOf, textOf } from './any-case.ts'
import type { ParameterSet } from './connection-parameter.ts'
import type { Properties, Script } from './properties.ts'
import { readParameters } from './read-parameter.ts'
import { readPolicies } from './read-policies.ts'

/**
 * Reads the root of a parsed `apiProperties.json` ("Connector properties"); `hasScript`: whether code lies beside it.
 */
export function readProperties(root: Located | undefined, hasScript: boolean): Properties {
  const written = childOf(root, 'properties') ?? root
  const publisher = publisherOf(root)
  return {
    sets: readSets(written),
    saysConnections:
      (childOf(written, 'connectionParameters') ?? childOf(written, 'connectionParameterSets')) !== undefined,
    policies: readPolicies(childOf(written, 'policyTemplateInstances')),
    script: readScript(childOf(written, 'scriptOperations'), hasScript),
    ...(publisher !== undefined && { publisher }),
  }
}

export function publisherOf(root: Located | undefined): string | undefined {
  return textOf(childOf(root, 'properties') ?? root, 'publisher')?.trim()
}

/** The sets stand for the parameters by themselves, which are then there for clients that know no sets. */
function readSets(written: Located | undefined): readonly ParameterSet[] {
  const values = elementsOf(childOf(childOf(written, 'connectionParameterSets'), 'values'))
  const sets = values.flatMap((each) => {
    const name = textOf(each, 'name')
    const title = textOf(childOf(each, 'uiDefinition'), 'displayName')
    if (name === undefined) return []
    return [{ name, ...(title !== undefined && { title }), parameters: readParameters(childOf(each, 'parameters')) }]
  })
  return sets.length > 0 ? sets : [{ name: null, parameters: readParameters(childOf(written, 'connectionParameters')) }]
}

/** Without names, the code serves everything ("Write code in a custom connector"). */
function readScript(written: Located | undefined, hasScript: boolean): Script {
  if (written === undefined && !hasScript) return 'none'
  const names = elementsOf(written).flatMap(({ value }) => (typeof value === 'string' ? [value] : []))
  return names.length === 0 ? 'all' : new Set(names)
}
