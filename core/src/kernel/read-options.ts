import { argumentInvalid } from '../errors/index.ts'
import { type FileStoreProvider, temporaryFiles } from '../files/index.ts'
import { type Clock, type Log, readDuration } from '../model/index.ts'
import { checkOptions } from './check-options.ts'
import type { KernelOptions } from './kernel-options.ts'
import { safeLog } from './safe-log.ts'
import { silentLog } from './silent-log.ts'
import { systemClock } from './system-clock.ts'

/** The options with every default filled in and every duration in milliseconds. */
export interface NormalizedOptions {
  readonly plugins: NonNullable<KernelOptions['plugins']>
  readonly connectors: NonNullable<KernelOptions['connectors']>
  readonly extensions: NonNullable<KernelOptions['extensions']>
  readonly trust: readonly string[]
  readonly store: KernelOptions['store']
  readonly keyProvider: KernelOptions['keyProvider']
  readonly files: FileStoreProvider
  /** Without a trailing slash. */
  readonly publicUrl: string | undefined
  readonly connectTo: Readonly<Record<string, string>>
  readonly allowOrigins: readonly string[]
  readonly hold: NonNullable<KernelOptions['hold']>
  readonly accepted: NonNullable<KernelOptions['accepted']>
  readonly validateOutput: NonNullable<KernelOptions['validateOutput']>
  readonly maxModelBytes: number
  readonly readAtStart: number
  readonly pollEvery: number | undefined
  readonly confirmAfter: number | undefined
  readonly rescanEvery: number | undefined
  readonly closeWithin: number
  readonly clock: Clock
  readonly log: Log
  readonly on: NonNullable<KernelOptions['on']>
}

/** Throws `argument-invalid`. */
export function readOptions(options: KernelOptions): NormalizedOptions {
  checkOptions(options)
  const { extensions = [] } = options
  assertDistinct(extensions.map(({ name }) => name))
  return {
    plugins: options.plugins ?? [],
    connectors: options.connectors ?? [],
    extensions,
    trust: options.trust ?? [],
    store: options.store,
    keyProvider: options.keyProvider ?? extensions.find((extension) => extension.keyProvider)?.keyProvider,
    files: options.files ?? temporaryFiles(),
    publicUrl: options.publicUrl?.replace(/\/+$/, ''),
    connectTo: options.connectTo ?? {},
    allowOrigins: options.allowOrigins ?? [],
    hold: options.hold ?? 'risky',
    accepted: options.accepted ?? (() => []),
    validateOutput: options.validateOutput ?? 'warn',
    maxModelBytes: options.maxModelBytes ?? 32 * 1024 * 1024,
    readAtStart: options.readAtStart ?? 512 * 1024,
    pollEvery: interval('pollEvery', options.pollEvery),
    confirmAfter: milliseconds('confirmAfter', options.confirmAfter),
    rescanEvery: interval('rescanEvery', options.rescanEvery, 2 ** 31 - 1),
    closeWithin: milliseconds('closeWithin', options.closeWithin) ?? 10_000,
    clock: options.clock ?? systemClock,
    log: options.log === undefined ? silentLog : safeLog(options.log),
    on: options.on ?? {},
  }
}

function milliseconds(name: string, value: number | string | undefined): number | undefined {
  if (value === undefined) return undefined
  const read = typeof value === 'number' ? value : readDuration(value)
  if (read !== null && Number.isFinite(read) && read >= 0) return read
  throw argumentInvalid(`createKernel: ${name} can't be ${JSON.stringify(value)}.`, {
    hint: 'Give milliseconds, or a duration such as 200ms, 30s or 5m.',
  })
}

/** What never rests, or is longer than its timer can wait, would be done all the time. */
function interval(
  name: string,
  value: number | string | undefined,
  longest: number = Number.POSITIVE_INFINITY,
): number | undefined {
  const read = milliseconds(name, value)
  if (read === undefined || (read > 0 && read <= longest)) return read
  throw argumentInvalid(`createKernel: ${name} can't be ${JSON.stringify(value)}.`, {
    hint: longest < read ? 'Give at most 24d.' : 'Give milliseconds, or a duration such as 200ms, 30s or 5m.',
  })
}

function assertDistinct(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined)
    throw argumentInvalid(`createKernel: the extension "${twice}" is given twice.`, { hint: 'Leave one of them out.' })
}
