import type { ErrorObject } from 'ajv/dist/2020.js'
import { nearestName, type Pointer, type Problem, pointer } from '../../model/index.ts'
import { examples } from './formats.ts'

type Reading = (error: ErrorObject) => {
  readonly code?: string
  readonly at?: Pointer
  readonly message: string
  readonly hint?: string
}

/** How the keywords that need it are put into words; others read as Ajv says them. No value is ever quoted. */
const readings: Readonly<Record<string, Reading>> = {
  additionalProperties: (error) => unknownProperty(error, error.params.additionalProperty),
  unevaluatedProperties: (error) => unknownProperty(error, error.params.unevaluatedProperty),
  required: (error) => {
    const at = error.instancePath + pointer(String(error.params.missingProperty))
    return { code: 'key-missing', at, message: `"${at}" is missing` }
  },
  enum: (error) => {
    const allowed: readonly unknown[] = error.params.allowedValues
    return {
      code: 'value-unknown',
      message: `${subject(error)} is not one of the values allowed`,
      hint: `Use ${list(allowed)}.`,
    }
  },
  type: (error) => ({
    code: 'type-wrong',
    message: `${subject(error)} is not of type ${[error.params.type].flat().join(' or ')}`,
  }),
  format: (error) => {
    const format = String(error.params.format)
    return {
      message: `${subject(error)} is not a ${format === 'binary' ? 'file' : format}`,
      hint: `Write it as ${examples[format] ?? `a ${format}`}.`,
    }
  },
}

/** Ajv's errors as problems, one for each place and mistake. */
export function readErrors(errors: readonly ErrorObject[]): readonly Problem[] {
  const problems = new Map<string, Problem>()
  for (const error of errors) {
    const problem = readError(error)
    if (!problems.has(problem.message)) problems.set(problem.message, problem)
  }
  return [...problems.values()]
}

function readError(error: ErrorObject): Problem {
  const { code, at, message, hint } = (Object.hasOwn(readings, error.keyword) ? readings[error.keyword] : undefined)?.(
    error,
  ) ?? {
    message: `${subject(error)} ${error.message ?? 'is not valid'}`,
  }
  return {
    code: code ?? 'value-wrong',
    message,
    pointer: at ?? error.instancePath,
    ...(hint !== undefined && { hint }),
  }
}

function unknownProperty(error: ErrorObject, name: unknown): ReturnType<Reading> {
  const at = error.instancePath + pointer(String(name))
  const known = Object.keys((error.parentSchema?.properties as object | undefined) ?? {})
  const near = nearestName(String(name), known)
  const hint = near === undefined ? `Leave it out; known here: ${list(known)}.` : `Did you mean "${near}"?`
  return { code: 'key-unknown', at, message: `"${at}" is not known`, hint }
}

function subject(error: ErrorObject): string {
  return error.instancePath === '' ? 'the whole value' : `"${error.instancePath}"`
}

function list(values: readonly unknown[]): string {
  const shown = values.slice(0, 10).map((value) => JSON.stringify(value))
  if (values.length === 0) return 'nothing'
  return values.length > shown.length ? `${shown.join(', ')}, …` : shown.join(', ')
}
