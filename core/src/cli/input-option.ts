import { argumentInvalid } from '../errors/index.ts'
import { isJsonObject, type Json, type JsonObject, parseJson } from '../model/index.ts'
import type { Invocation } from './command.ts'

/** `--input`: a JSON object, empty where it is absent. Throws `argument-invalid`. */
export function inputOption({ option }: Invocation): JsonObject {
  let value: Json
  try {
    value = parseJson(option('input') ?? '{}')
  } catch (cause) {
    throw argumentInvalid(`--input is not JSON: ${(cause as Error).message}`, {
      hint: `Such as '{"orderId":"7"}'.`,
      cause,
    })
  }
  if (isJsonObject(value)) return value
  throw argumentInvalid('--input must be a JSON object.', { hint: `Such as '{"orderId":"7"}'.` })
}
