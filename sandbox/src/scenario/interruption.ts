import { constants } from 'node:os'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Somebody wants the scenario to end. */
export interface Interruption {
  /** As a shell counts it: 128 and the signal's number. */
  readonly exitCode: number
}

/** Resolves at the first Ctrl-C, or when the process is asked to end, or when nobody reads its output any more. */
export function interruption(): Promise<Interruption> {
  return new Promise((resolve) => {
    const end = (signal: (typeof signals)[number]): void => resolve({ exitCode: 128 + constants.signals[signal] })
    for (const signal of signals) process.on(signal, () => end(signal))
    process.stdout.on('error', () => end('SIGHUP'))
  })
}
