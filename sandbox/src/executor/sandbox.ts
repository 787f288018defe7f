import { defineExtension, type ExtensionFactory } from '@jackfield/core'
import { createExecutor } from './create-executor.ts'

export interface SandboxOptions {
  /** MiB of objects; with bytes and the rest about twice as much and 130 MiB more in all (on Linux). @default 128 */
  readonly memory?: number
  /** Guests at once; the one that was idle longest makes room. @default 16 */
  readonly guests?: number
  /** Milliseconds after which an idle guest ends. @default 60000 */
  readonly idle?: number
  /** Milliseconds from the start of a guest to its definition. @default 10000 */
  readonly definition?: number
}

/**
 * Runs connectors in code away from the host: each revision, for each organisation, in a process of its own that can
 * reach nothing but the messages of its host.
 *
 * @example
 * ```ts
 * import { createKernel, sqlite } from '@jackfield/core'
 * import { sandbox } from '@jackfield/sandbox'
 *
 * await using kernel = await createKernel({
 *   plugins: [{ dir: 'connectors' }],
 *   extensions: [sandbox()],
 *   store: sqlite('state/jackfield.db'),
 * })
 * ```
 */
export const sandbox: ExtensionFactory<unknown, [options?: SandboxOptions]> = defineExtension(
  'sandbox',
  ({ memory = 128, guests = 16, idle = 60_000, definition = 10_000 }: SandboxOptions = {}) => ({
    executors: [createExecutor({ memory, limits: { guests, idle, definition } })],
  }),
)
