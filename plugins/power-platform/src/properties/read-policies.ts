import { dict, isJsonObject, type Json } from '@jackfield/core'
import { elementsOf, type Located } from '@jackfield/openapi'
import { allMembers, childOf, textOf } from './any-case.ts'
import { type PolicyInstance, policySection } from './policy-instance.ts'

/**
 * `policyTemplateInstances`, in order. Names are read in any letter case, parameters by what stands after their prefix.
 */
export function readPolicies(written: Located | undefined): readonly PolicyInstance[] {
  return elementsOf(written).flatMap((each) => {
    const template = textOf(each, 'templateId')?.trim().toLowerCase()
    return template === undefined ? [] : readInstance(template, each)
  })
}

function readInstance(template: string, written: Located): readonly PolicyInstance[] {
  const given = childOf(written, 'parameters')
  const title = textOf(written, 'title')
  const section = childOf(given, 'x-ms-apimTemplate-policySection')
  const named = [section?.value ?? 'request'].flat().map(policySection)
  const parameters = dict<Json>(
    allMembers(given).flatMap(([name, { value }]) => {
      const own = /^x-ms-apimTemplateParameter\.(.+)$/i.exec(name)?.[1]
      return own === undefined ? [] : [[own.toLowerCase(), value] as const]
    }),
  )
  return [...new Set(named)].map((each) => ({
    template,
    ...(title !== undefined && { title }),
    operations: operationsIn(childOf(given, 'x-ms-apimTemplate-operationName')),
    section: each ?? 'request',
    parameters,
    written,
  }))
}

/** A list, or one name. */
function operationsIn(written: Located | undefined): readonly string[] {
  if (written === undefined || isJsonObject(written.value)) return []
  return [written.value].flat().filter((each): each is string => typeof each === 'string' && each !== '')
}
