import type { Json } from '../model/index.ts'
import type { BoundCall, CallRequest, CodeOperation } from './bound-call.ts'
import { openCodeRun } from './code-run.ts'

/** Calls a connector's own function; `CodeRun.during` says what it throws. */
export async function runCode(call: BoundCall, code: CodeOperation, request: CallRequest): Promise<Json> {
  const run = openCodeRun(call, request)
  try {
    return (await run.during(() => code(request.input, run.services))) ?? null
  } finally {
    run.close()
  }
}
