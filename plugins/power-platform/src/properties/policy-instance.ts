import type { Json, JsonObject } from '@jackfield/core'
import type { Located } from '@jackfield/openapi'

/** One use of a policy template (`policyTemplateInstances`). */
export interface PolicyInstance {
  /** In lower case. */
  readonly template: string
  readonly title?: string
  /** Ids of the operations that it is limited to; empty: all. */
  readonly operations: readonly string[]
  /** Where it runs; of several, each. */
  readonly section: PolicySection
  /** Its own parameters, by the last part of their names in lower case. */
  readonly parameters: JsonObject
  readonly written: Located
}

export type PolicySection = 'request' | 'response' | 'failure'

/** A section by its name, in any letter case; undefined where it is none. */
export function policySection(name: Json): PolicySection | undefined {
  const known = typeof name === 'string' ? name.trim().toLowerCase() : undefined
  return known === 'request' || known === 'response' || known === 'failure' ? known : undefined
}

/** Ids are compared as they stand. */
export function appliesTo({ operations }: PolicyInstance, operation: string): boolean {
  return operations.length === 0 || operations.includes(operation)
}

/** One of its parameters, as text. */
export function textIn({ parameters }: PolicyInstance, name: string): string | undefined {
  const value = parameters[name]
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined
}
