import type { KeyProvider } from '../connect/index.ts'
import type { Extension } from '../extend/index.ts'
import type { FileStoreProvider } from '../files/index.ts'
import type { AcceptedFinding, HoldPolicy } from '../impact/index.ts'
import type { ConnectorDefinition } from '../load/index.ts'
import type { Clock, Log, Scope } from '../model/index.ts'
import type { EventListeners } from '../notify/index.ts'
import type { StoreProvider } from '../store/index.ts'

/** What a host gives to `createKernel`. Durations are milliseconds, or text such as `200ms`, `30s`, `5m`. */
export interface KernelOptions {
  /** Folders to watch, each for everybody (`host`) or for one organisation. @default [] */
  readonly plugins?: readonly PluginFolder[]
  /** The host's own connectors, run in process with the injected services. @default [] */
  readonly connectors?: readonly ConnectorDefinition[]
  readonly extensions?: readonly Extension[]
  /**
   * Ids of connectors in code that run in the host's own process, as trusted as the host itself: each in a watched
   * folder of the host, its file or folder named like its id.
   * @default none
   */
  readonly trust?: readonly string[]
  /** Where everything is kept: `sqlite('state/jackfield.db')`. */
  readonly store: StoreProvider
  /** The key that seals credentials: `keyFile('state/key')`. Needed once a connection has any. */
  readonly keyProvider?: KeyProvider
  /**
   * Where files are kept: `fileFolder('state/files')`.
   * @default a private folder in the system's temporary one, removed when the kernel closes
   */
  readonly files?: FileStoreProvider
  /**
   * Where the host mounts `kernel.handle` for the outside, such as `https://app.example.com/jackfield`: webhooks and
   * the way back from a browser come there. Needed once a connection is authorised in a browser or a webhook is
   * subscribed.
   */
  readonly publicUrl?: string
  /** Origins whose sockets go elsewhere, for tests and tunnels; all rules and reports see the declared origin. */
  readonly connectTo?: Readonly<Record<string, string>>
  /** Origins with plain `http` or a private address that may be reached. @default none */
  readonly allowOrigins?: readonly string[]
  /** A touched step of this status holds a change. @default 'risky' */
  readonly hold?: HoldPolicy
  /**
   * Findings that an organisation has looked at and lives with, by their fingerprints: they are shown as accepted and
   * hold nothing until their last day is over. Asked whenever a change is weighed. What it throws, or answers that is
   * none, is logged, and nothing is accepted then.
   * @default none
   */
  readonly accepted?: (organisation: string) => readonly AcceptedFinding[]
  /** What an output that does not fit its schema is. @default 'warn', since vendors lie */
  readonly validateOutput?: 'error' | 'warn' | 'off'
  /**
   * Bytes of connectors, as JSON text, that are kept in memory, which takes a few times as much: those used last.
   * Others are read from the store when they are needed.
   * @default 33_554_432 (32 MiB)
   */
  readonly maxModelBytes?: number
  /**
   * Bytes of files that nobody used before and a start reads whole, per folder. Where there are more, only what their
   * formats see at a look is known, and a connector is read and validated when it is first needed.
   * @default 524_288 (512 KiB)
   */
  readonly readAtStart?: number
  /** Overrides every manifest's `every`. */
  readonly pollEvery?: number | string
  /** Overrides every manifest's `confirm.after`. */
  readonly confirmAfter?: number | string
  /** How often folders are read without an event. @default 60s */
  readonly rescanEvery?: number | string
  /** How long closing waits for a host's `deliver` that does not end; then its event comes again. @default 10s */
  readonly closeWithin?: number | string
  readonly clock?: Clock
  /** @default silence */
  readonly log?: Log
  /** Listeners that hear the events of the start too. */
  readonly on?: EventListeners
}

export interface PluginFolder {
  readonly dir: string
  /** @default 'host' */
  readonly scope?: Scope
}
