import { resultMissing } from '../errors/index.ts'
import { type BoundCall, type CallRequest, invoke, iterate } from '../invoke/index.ts'
import { type Json, operationName, type Pointer, valueAt } from '../model/index.ts'

/** The elements at `items` of what a call answers, page by page where it has pages. Throws `result-missing`. */
export async function* elementsOf(call: BoundCall, request: CallRequest, items: Pointer): AsyncGenerator<Json> {
  const { pages, http, code } = call.operation
  const paged = pages !== undefined && code === undefined && http?.result?.where === undefined
  if (!paged) yield* listAt(call, (await invoke(call, request)).output, items)
  else if (http?.result !== undefined && items === '') yield* iterate(call, request)
  else for await (const page of iterate(call, request)) yield* listAt(call, page, items)
}

function listAt({ connector, operation }: BoundCall, output: Json, items: Pointer): readonly Json[] {
  const list = valueAt(output, items)
  if (Array.isArray(list)) return list
  if (list === null) return []
  const name = operationName(connector.id, operation.id)
  throw resultMissing(`"${name}" gives no array of choices at "${items}".`, {
    hint: 'Correct "items" in the "options" that ask it.',
  })
}
