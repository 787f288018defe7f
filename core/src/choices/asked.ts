import { inputInvalid, isJackfieldError } from '../errors/index.ts'
import { type BoundCall, type CallRequest, evaluateTemplate } from '../invoke/index.ts'
import {
  type Asking,
  canonicalJson,
  type Dict,
  dict,
  isJsonObject,
  type Json,
  type JsonObject,
  operationName,
} from '../model/index.ts'
import type { Family } from './family.ts'

/** A call that is asked for what a person can fill in. */
export interface Asked {
  readonly call: BoundCall
  readonly request: CallRequest
  /** The same for the same question to the same call. */
  readonly key: string
}

/** Each bound call is one revision's, over one organisation's connection as it is now. */
const ids = new WeakMap<BoundCall, string>()

export async function asked(
  { call, sibling }: Family,
  asking: Omit<Asking, 'at'>,
  given: { readonly input: JsonObject; readonly search?: string },
): Promise<Asked> {
  const to = await sibling(asking.operation)
  const id = ids.get(to) ?? crypto.randomUUID()
  ids.set(to, id)
  const input = evaluateTemplate(asking.input, {
    input: given.input,
    settings: call.settings,
    derived: call.derived,
    call: searchOf(given.search),
  })
  const filled = isJsonObject(input) ? input : dict<Json>()
  const request = { input: filled, idempotencyKey: crypto.randomUUID() }
  return { call: to, request, key: `${id} ${canonicalJson(filled)}` }
}

function searchOf(search = ''): Dict<Json> {
  return search === '' ? dict<Json>() : dict<Json>([['search', search]])
}

/** What is asked before enough is filled in says so, in the words of the operation that is filled in. */
export function asNotReady(error: unknown, { call }: Family, missing: readonly string[]): unknown {
  const early = isJackfieldError(error) && (error.code === 'input-invalid' || error.code === 'template-absent')
  if (!early || missing.length === 0) return error
  const name = operationName(call.connector.id, call.operation.id)
  return inputInvalid(`"${name}" is not filled in far enough to ask for this.`, {
    cause: error,
    problems: error.problems,
    hint: `Fill in ${missing.join(', ')} first.`,
  })
}
