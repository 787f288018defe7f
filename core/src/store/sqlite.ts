import type { StoreProvider } from './store.ts'

/**
 * Keeps everything in one SQLite file (write-ahead log, every commit durable), or in memory for tests.
 *
 * @param path the file, made when absent together with its folder; `:memory:` keeps nothing.
 * @example
 * ```ts
 * import { createKernel, sqlite } from '@jackfield/core';
 *
 * await using kernel = await createKernel({ store: sqlite('state/jackfield.db') });
 * ```
 */
export function sqlite(path: string): StoreProvider {
  return {
    name: `sqlite ${path}`,
    open: async () => (await import('./open-sqlite.ts')).openSqlite(path),
  }
}
