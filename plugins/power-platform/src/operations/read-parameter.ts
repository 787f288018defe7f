import { dict, isJsonObject, type Json, type Schema } from '@jackfield/core'
import type { ParameterRead } from '@jackfield/openapi'
import { defaultOf, isInternal, summaryOf } from './visibility.ts'

/** A parameter with its title; one that nobody is asked for is sent with its default, or left out. */
export function readParameter(parameter: ParameterRead): ParameterRead | null {
  const { written } = parameter
  const titled = { ...parameter, schema: withTitle(parameter.schema, summaryOf(written)) }
  if (parameter.input === null || !isInternal(written)) return titled
  const value = defaultOf(written)?.value
  if (value !== undefined && !isJsonObject(value))
    return {
      ...titled,
      input: null,
      required: false,
      request: { ...titled.request, value: { kind: 'literal', value } },
    }
  return parameter.required || parameter.in === 'path' ? titled : null
}

function withTitle(schema: Schema, title: string | undefined): Schema {
  if (title === undefined || title === '') return schema
  const own = schema === true || schema === false ? dict<Json>() : schema
  return dict<Json>([...Object.entries(own), ['title', title]])
}
