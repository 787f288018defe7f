import type { Json, JsonObject, OperationInput } from '@jackfield/core'
import type { InDoubt, OnError } from '../document/index.ts'

/** A whole-string expression, `'{% … %}'`: it takes the place of any value. */
export type ExpressionText = `{%${string}%}`

/** Text with an expression in it. */
type TextWithExpression = `${string}{%${string}%}${string}`

/** A value as a document writes it: literally, or with expressions anywhere in it. */
export type Written<Value> = [Json] extends [Value] ? Value : ExpressionText | WrittenValue<Value>

type WrittenValue<Value> = Value extends string
  ? Value | TextWithExpression
  : Value extends object
    ? WrittenObject<Value>
    : Value

/** What takes any property takes expressions as it is. */
type WrittenObject<Value extends object> = string extends keyof Value
  ? [JsonObject] extends [Value]
    ? Value
    : { readonly [Name in keyof Value]: Written<Value[Name]> }
  : { readonly [Name in keyof Value]: Written<Value[Name]> }

/** A flow document in TypeScript, key for key what it is in YAML. */
export interface FlowDefinition<
  Trigger extends string = string,
  Steps extends readonly string[] = readonly string[],
  Connections extends Connected = Connected,
> {
  readonly flow: 1
  readonly id: string
  readonly title?: string
  readonly description?: string
  /** The document's own names for connections, with the connector of each. */
  readonly connections?: Connections
  readonly trigger: TriggerDefinition<Trigger, keyof Connections>
  readonly steps: { readonly [Index in keyof Steps]: StepDefinition<Steps[Index], keyof Connections> }
}

export type Connected = Readonly<Record<string, string>>

/** Its input is fixed: there is nothing yet that an expression could read. */
type TriggerDefinition<Name extends string, Connection> = {
  readonly operation: Name extends keyof Jackfield.Actions ? never : Name
  readonly connection?: Connection
} & InputOption<OperationInput<Name>, OperationInput<Name>>

type StepDefinition<Name extends string, Connection> = StepOptions<Name, Connection> &
  InputOption<OperationInput<Name>, Written<OperationInput<Name>>>

/** An input that may be empty may be left out. */
type InputOption<Input, As> = Record<never, never> extends Input ? { readonly input?: As } : { readonly input: As }

interface StepOptions<Name extends string, Connection> {
  readonly id: string
  readonly operation: Name extends keyof Jackfield.Triggers ? never : Name
  readonly connection?: Connection
  readonly title?: string
  readonly description?: string
  readonly when?: ExpressionText
  readonly forEach?: ExpressionText
  /** @default 1000 */
  readonly limit?: number
  readonly retry?: RetryDefinition
  /** @default 'fail' */
  readonly onError?: OnError
  /** @default 'confirm' */
  readonly inDoubt?: InDoubt
}

interface RetryDefinition {
  /** @default 3 */
  readonly attempts?: number
  /** Such as `200ms`, `30s`, `5m`. @default '1s' */
  readonly every?: string
  /** @default 2 */
  readonly factor?: number
}
