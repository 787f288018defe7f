import { argumentInvalid } from '../../errors/index.ts'
import { dict, type Json, type JsonObject } from '../../model/index.ts'
import type { Invocation } from '../command.ts'
import { inputOption } from '../input-option.ts'
import type { DraftOperation } from './draft.ts'

/**
 * The input of the first call: `--input`, over what the request line gave; what is required besides is asked for.
 * Throws `argument-invalid`.
 */
export async function readInput(invocation: Invocation, { given, input }: DraftOperation): Promise<JsonObject> {
  const { io } = invocation
  const values = dict<Json>([...Object.entries(given), ...Object.entries(inputOption(invocation))])
  const required = Array.isArray(input.required) ? input.required.map(String) : []
  const missing: string[] = []
  for (const name of required.filter((one) => !Object.hasOwn(values, one))) {
    const answer = await io.prompt?.ask(`${name} for the call: `)
    if (answer) values[name] = answer
    else missing.push(name)
  }
  if (missing.length === 0) return values
  throw argumentInvalid(`The call needs a value for ${missing.join(', ')}.`, {
    hint: `Give it with --input '${JSON.stringify(Object.fromEntries(missing.map((name) => [name, '…'])))}'.`,
  })
}
