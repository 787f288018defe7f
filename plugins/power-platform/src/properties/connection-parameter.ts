import type { JsonObject } from '@jackfield/core'
import type { Located } from '@jackfield/openapi'

/** One thing that a connection is made of ("Connector properties": `connectionParameters`). */
export interface ConnectionParameter {
  readonly name: string
  /** In lower case: `string`, `securestring`, `oauthsetting`, … */
  readonly type: string
  readonly title?: string
  readonly description?: string
  readonly required: boolean
  readonly hidden: boolean
  readonly default?: string
  /** Values to choose from; empty where any will do. */
  readonly allowed: readonly AllowedValue[]
  /** `oAuthSettings`. */
  readonly oauth?: JsonObject
  readonly written: Located
}

export interface AllowedValue {
  readonly value: string
  readonly text: string
}

/** Parameters that a connection is made of together; of several sets, a connection chooses one. */
export interface ParameterSet {
  /** `null`: the one that there is. */
  readonly name: string | null
  readonly title?: string
  readonly parameters: readonly ConnectionParameter[]
}
