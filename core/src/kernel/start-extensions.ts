import { extensionMissing } from '../errors/index.ts'
import type { Extension, ExtensionFactory, ExtensionHost, Started } from '../extend/index.ts'
import type { Runner } from '../listen/index.ts'
import type { UsageReader } from '../usage/index.ts'

/** The extensions that were started, by name. */
export interface RunningExtensions {
  api<Api>(factory: ExtensionFactory<Api, never>): Api
  runner(name: string): Runner | undefined
  runners(): readonly Runner[]
  /** Whether one of that name was started. */
  has(name: string): boolean
  reader(name: string): UsageReader | undefined
  /** Once every connector has been read. */
  ready(): Promise<void>
  stop(): Promise<void>
}

export async function startExtensions(
  extensions: readonly Extension[],
  hostFor: (name: string) => ExtensionHost,
): Promise<RunningExtensions> {
  const running = new Map<string, Started<unknown>>()
  for (const extension of extensions)
    if (extension.start !== undefined) running.set(extension.name, await extension.start(hostFor(extension.name)))
  return {
    api<Api>(factory: ExtensionFactory<Api, never>): Api {
      const started = running.get(factory.extensionName)
      if (started !== undefined) return started.api as Api
      throw extensionMissing(`This kernel has no extension "${factory.extensionName}".`, {
        hint: `Pass it: createKernel({ extensions: [${factory.extensionName}()] }).`,
      })
    },
    runner: (name) => running.get(name)?.runner,
    runners: () => [...running.values()].flatMap(({ runner }) => runner ?? []),
    has: (name) => running.has(name),
    reader: (name) => extensions.find((extension) => extension.name === name)?.usageReaders?.[0],
    async ready() {
      for (const started of running.values()) await started.ready?.()
    },
    async stop() {
      for (const started of [...running.values()].reverse()) await started.stop?.()
    },
  }
}
