import { argumentInvalid } from '../errors/index.ts'
import { isJsonObject, type Json } from '../model/index.ts'

/** An operation that was invoked for real, and did not work. */
export interface FailedTrial {
  readonly connector: string
  readonly operation: string
  /** Kebab-case, such as `refused` or `unsent`. */
  readonly outcome: string
  readonly detail?: string
}

const fine = ['accepted', 'agreed']

/**
 * Reads what became of trials: `[{ connector, operation, outcome, detail? }]`, where `accepted` and `agreed` are no
 * failures. Throws `argument-invalid`.
 */
export function readTrials(value: Json, file: string): readonly FailedTrial[] {
  if (!Array.isArray(value)) throw refused(file)
  return value.flatMap((each: Json): FailedTrial[] => {
    if (!isJsonObject(each)) throw refused(file)
    const { connector, operation, outcome, detail } = each
    if (typeof connector !== 'string' || typeof operation !== 'string' || typeof outcome !== 'string')
      throw refused(file)
    if (fine.includes(outcome)) return []
    return [{ connector, operation, outcome, ...(typeof detail === 'string' && { detail }) }]
  })
}

function refused(file: string): Error {
  return argumentInvalid(`${file} does not say what became of trials.`, {
    hint: 'Write a JSON list of { connector, operation, outcome, detail? }.',
  })
}
