import type { AuthScheme, KeyProvider } from '../connect/index.ts'
import type { Executor } from '../execute/index.ts'
import type { Renderer } from '../impact/index.ts'
import type { Policy } from '../invoke/index.ts'
import type { Runner } from '../listen/index.ts'
import type { Exporter, Format } from '../load/index.ts'
import type { UsageReader } from '../usage/index.ts'
import type { ExtensionHost } from './extension-host.ts'

/** What plugs into the kernel: plain data plus functions, filling some of the extension points. */
export interface Extension<Api = unknown> {
  readonly name: string
  readonly formats?: readonly Format[]
  /** What writes connectors as documents of another kind. */
  readonly exporters?: readonly Exporter[]
  readonly auth?: readonly AuthScheme[]
  /** What changes requests before they are signed, and answers: named by operations. */
  readonly policies?: readonly Policy[]
  readonly usageReaders?: readonly UsageReader[]
  readonly renderers?: readonly Renderer[]
  readonly keyProvider?: KeyProvider
  /** What runs connectors that are code; the first of all extensions does. */
  readonly executors?: readonly Executor[]
  /**
   * Called once when the kernel is up and before it listens; what it answers is `kernel.extension(factory)`.
   * Runs left by a crash are taken up in `ready`, once everything serves.
   */
  start?(host: ExtensionHost): Started<Api> | Promise<Started<Api>>
}

export interface Started<Api> {
  readonly api: Api
  readonly runner?: Runner
  /** Called once every connector has been read and listeners are about to start. */
  ready?(): Promise<void> | void
  /** Called first when the kernel closes; resolves when nothing of it runs any more. */
  stop?(): Promise<void>
}

/** The function that makes an extension is also its key: `kernel.extension(flows)`. */
export interface ExtensionFactory<Api, Options extends readonly unknown[] = readonly []> {
  (...options: Options): Extension<Api>
  readonly extensionName: string
}

/** Declares an extension. `create` gets the options that the host passes. */
export function defineExtension<Api, Options extends readonly unknown[]>(
  name: string,
  create: (...options: Options) => Omit<Extension<Api>, 'name'>,
): ExtensionFactory<Api, Options> {
  const factory = (...options: Options): Extension<Api> => ({ name, ...create(...options) })
  return Object.assign(factory, { extensionName: name })
}
