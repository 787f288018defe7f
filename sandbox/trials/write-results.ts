import type { Run } from './run-corpus.ts'
export async function writeResults(_corpus: string, _run: Run, _options: { readonly seed: number }): Promise<void> {}
