import type { Policy } from '@jackfield/core'
import { convertArrayToObject } from './convert-array-to-object.ts'
import { convertObjectToArray } from './convert-object-to-array.ts'
import { defaultValues } from './default-values.ts'
import { encodePropertyValue } from './encode-property-value.ts'
import { hostUrl } from './host-url.ts'
import { moveProperties } from './move-properties.ts'
import { pollingTrigger } from './polling-trigger.ts'
import { routeRequest } from './route-request.ts'
import { setHeader } from './set-header.ts'
import { setProperty } from './set-property.ts'
import { setQueryParameter } from './set-query-parameter.ts'
import { setValueFromUrl } from './set-value-from-url.ts'
import { stringReplace } from './string-replace.ts'
import { stringToArray } from './string-to-array.ts'
import { policyOf, prefix, type Template } from './template.ts'
import { urlEncoding } from './url-encoding.ts'

const templates: readonly Template[] = [
  convertArrayToObject,
  convertObjectToArray,
  defaultValues,
  encodePropertyValue,
  hostUrl,
  moveProperties,
  routeRequest,
  setHeader,
  setProperty,
  setQueryParameter,
  setValueFromUrl,
  stringReplace,
  stringToArray,
  urlEncoding,
]

/** The policy templates of custom connectors, and what else is done to their requests. */
export const policies: readonly Policy[] = [...templates.map(policyOf), pollingTrigger]

const names = new Set(policies.map(({ name }) => name))

/** The policy of a template; undefined where it is not known. */
export function policyNamed(template: string): string | undefined {
  const name = prefix + template
  return names.has(name) ? name : undefined
}

export { pathOf } from './at-property.ts'
export type { DefaultValue } from './default-values.ts'
export { pollNextLink } from './polling-trigger.ts'
