import type { Operation } from '@jackfield/core'
import { type Bench, type BenchOptions, openBench } from './bench.ts'
import { readSubject } from './subjects.ts'
import type { Subject, Trial } from './trial.ts'
import { isFine, tryOperation } from './try-operation.ts'
import { type WithoutPolicies, withoutPolicies } from './without-policies.ts'

/** A connector without the policies that no independent implementation knows; opened when it is first needed. */
export interface BareBench extends AsyncDisposable {
  /** What became of it without policies; `undefined` where it has none, or where nothing comes of it either. */
  try(operation: Operation): Promise<Pick<Trial, 'outcome' | 'detail' | 'without'> | undefined>
}

interface Opened {
  readonly bench: Bench
  readonly policies: WithoutPolicies
}

export function openBareBench(subject: Subject, options: BenchOptions): BareBench {
  const undo = new AsyncDisposableStack()
  let opened: Promise<Opened | undefined> | undefined
  async function open(): Promise<Opened | undefined> {
    const policies = await withoutPolicies(subject.path)
    if (policies === undefined) return undefined
    undo.use(policies)
    const formats = options.extensions.flatMap((extension) => extension.formats ?? [])
    const bare = await readSubject(policies.path, formats)
    return 'connector' in bare ? { policies, bench: undo.use(await openBench(bare, options)) } : undefined
  }
  return {
    async try({ id }) {
      opened ??= open()
      const { bench, policies } = (await opened) ?? {}
      const operation = bench?.connector.operations[id]
      const without = policies?.removedFor(id) ?? []
      if (bench === undefined || operation === undefined || without.length === 0) return undefined
      const verdict = await tryOperation(bench, operation, options.seed)
      return isFine(verdict) && verdict.outcome !== 'unavailable' ? { ...verdict, without } : undefined
    },
    [Symbol.asyncDispose]: () => undo.disposeAsync(),
  }
}
