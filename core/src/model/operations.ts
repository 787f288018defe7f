import type { Json, JsonObject } from './json.ts'

declare global {
  /** What a host's program knows about its connectors; `jackfield types` fills it in, a host may too. */
  namespace Jackfield {
    /** Actions by `connector.operation`, each `{ input, output }`. */
    interface Actions {}
    /** Triggers by `connector.operation`, each `{ input, output }`, where `output` is one item. */
    interface Triggers {}
    /** With a property `strict`, only operations of {@link Actions} and {@link Triggers} have a name. */
    interface Options {}
  }
}

type Actions = Jackfield.Actions
type Triggers = Jackfield.Triggers

/** Any name, unless the host wants only those that are known; written so that an editor offers the known ones. */
type OtherName = Jackfield.Options extends { readonly strict: true } ? never : string & {}

/** What can name an action: the known ones, and without `strict` any other text. */
export type ActionName = keyof Actions | OtherName

/** What can name a trigger: the known ones, and without `strict` any other text. */
export type TriggerName = keyof Triggers | OtherName

/** The input of an operation, readonly through and through; of one that is not known, any object. */
export type OperationInput<Name> = Name extends keyof Actions
  ? Given<Part<Actions[Name], 'input', JsonObject>>
  : Name extends keyof Triggers
    ? Given<Part<Triggers[Name], 'input', JsonObject>>
    : JsonObject

/** An action's output, or an item of a trigger; of one that is not known, any value. */
export type OperationOutput<Name> = Name extends keyof Actions
  ? Part<Actions[Name], 'output', Json>
  : Name extends keyof Triggers
    ? Part<Triggers[Name], 'output', Json>
    : Json

/** What iterating over an action gives: the elements of an output that is an array, unless its pages are not. */
export type OperationItem<Name> = Name extends keyof Actions
  ? Part<Actions[Name], 'item', ElementOf<OperationOutput<Name>>>
  : Json

type ElementOf<Output> = Output extends readonly (infer Element)[] ? Element : Output

type Part<Operation, Key extends string, Otherwise> = Operation extends { readonly [Name in Key]: infer Value }
  ? Value
  : Otherwise

/** What a caller gives is only read. */
type Given<Value> = { readonly [Name in keyof Value]: Given<Value[Name]> }
