import { connectorFailed } from '../errors/index.ts'
import type { Json } from '../model/index.ts'
import { assertInput } from './assert-input.ts'
import type { BoundCall, CallRequest } from './bound-call.ts'
import { checkItems } from './check-items.ts'
import { type CodeRun, openCodeRun } from './code-run.ts'
import { functionMissing } from './function-missing.ts'
import { nameOf } from './name-of.ts'
import { readPolledItem } from './read-polled-item.ts'
import type { PolledItem } from './services.ts'

/** So many items are handed on together. */
const pageSize = 100

/**
 * The items that a trigger's own function yields in one poll, in pages of at most 100, at least one page; `cursor` is
 * `null` or what the function gave. What was yielded before an error comes before the error. The function is asked for
 * more only when a page was taken, its time-out stands still meanwhile, and it is closed (`return()`) when the poll is
 * dropped. Throws `output-invalid` for an item without id or data, `operation-unknown`, and what `CodeRun.during`
 * throws.
 */
export async function* pollCode(
  call: BoundCall,
  request: CallRequest & { readonly cursor: Json },
): AsyncGenerator<readonly PolledItem[]> {
  const { codePoll } = call
  if (codePoll === undefined) throw functionMissing(call)
  assertInput(call, request)
  const run = openCodeRun(call, request)
  try {
    const services = { ...run.services, cursor: request.cursor }
    const iterator = await run.during(() => iteratorOf(codePoll(request.input, services), call))
    yield* pagesOf({ call, run, iterator })
  } finally {
    run.close()
  }
}

interface Source {
  readonly call: BoundCall
  readonly run: CodeRun
  readonly iterator: AsyncIterator<PolledItem>
}

function iteratorOf(items: AsyncIterable<PolledItem>, call: BoundCall): AsyncIterator<PolledItem> {
  if (typeof items?.[Symbol.asyncIterator] === 'function') return items[Symbol.asyncIterator]()
  throw connectorFailed(`${nameOf(call)} was polled, and its function is no async generator.`, {
    hint: 'Write it as: async *poll(input, services) { yield { id, data } }.',
  })
}

async function* pagesOf(source: Source): AsyncGenerator<readonly PolledItem[]> {
  const { call, run } = source
  let ended = false
  try {
    while (!ended) {
      const taken: PolledItem[] = []
      const failed = await run
        .during(async () => {
          ended = await take(source, taken)
        })
        .then(
          () => null,
          (error: unknown) => ({ error }),
        )
      const page = [...taken]
      checkItems(
        call,
        page.map((item) => item.data),
      )
      if (page.length > 0 || failed === null) yield page
      if (failed !== null) throw failed.error
    }
  } finally {
    if (!ended) await close(source)
  }
}

/** Whether there are no more. */
async function take({ iterator, call }: Source, into: PolledItem[]): Promise<boolean> {
  while (into.length < pageSize) {
    const { done, value } = await iterator.next()
    if (done === true) return true
    into.push(readPolledItem(call, value))
  }
  return false
}

/** Waited for as long as the function has time, unless the poll was aborted: it may hang, or never listen. */
async function close({ iterator, call, run }: Source): Promise<void> {
  const closing = (async () => {
    await iterator.return?.()
  })()
  closing.catch((error: unknown) => call.log.warn(`${nameOf(call)} failed while its poll was closed`, { error }))
  await run.during(() => closing).catch(() => {})
}
