import { assertNode } from './assert-node.ts'
import type { Kernel } from './kernel.ts'
import type { KernelOptions } from './kernel-options.ts'

/**
 * Starts a kernel: opens the store, reads every watched folder once, takes up listeners and unfinished runs. Throws
 * `argument-invalid`, `connector-invalid`, `store-failed`, `store-newer`.
 *
 * @example
 * ```ts
 * import { createKernel, keyFile, sqlite } from '@jackfield/core'
 *
 * await using kernel = await createKernel({
 *   plugins: [{ dir: 'plugins/connectors' }],
 *   store: sqlite('state/jackfield.db'),
 *   keyProvider: keyFile('state/key'),
 * })
 * kernel.on('connector:held', ({ change }) => console.log(change.report.summary))
 * ```
 */
export async function createKernel(options: KernelOptions): Promise<Kernel> {
  assertNode()
  // Everything behind it loads with the first kernel, so that importing the package costs next to nothing.
  const { openKernel } = await import('./open-kernel.ts')
  return openKernel(options)
}
