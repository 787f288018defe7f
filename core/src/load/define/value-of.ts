import type { Json, JsonObject } from '../../model/index.ts'

/** The type of an operation's input, from its schema: listed properties by their types, required ones present. */
export type InputOf<Schema> = Schema extends { readonly properties: infer Properties }
  ? {
      readonly [Name in keyof Properties as Name extends RequiredIn<Schema> ? Name : never]: ValueOf<Properties[Name]>
    } & {
      readonly [Name in keyof Properties as Name extends RequiredIn<Schema> ? never : Name]?: ValueOf<Properties[Name]>
    }
  : JsonObject

type RequiredIn<Schema> = Schema extends { readonly required: readonly (infer Name)[] } ? Name : never

/** The type of a value, from its schema; `Json` where that says too little. */
export type ValueOf<Schema> = Schema extends { readonly const: infer Value }
  ? Value
  : Schema extends { readonly enum: readonly (infer Value)[] }
    ? Value
    : Schema extends { readonly type: readonly (infer Types)[] }
      ? ValueOfType<Types, Schema>
      : Schema extends { readonly type: infer Type }
        ? ValueOfType<Type, Schema>
        : Schema extends { readonly properties: unknown }
          ? InputOf<Schema>
          : Json

type ValueOfType<Type, Schema> = Type extends 'string'
  ? string
  : Type extends 'number' | 'integer'
    ? number
    : Type extends 'boolean'
      ? boolean
      : Type extends 'null'
        ? null
        : Type extends 'array'
          ? readonly (Schema extends { readonly items: infer Items } ? ValueOf<Items> : Json)[]
          : Type extends 'object'
            ? InputOf<Schema>
            : Json
