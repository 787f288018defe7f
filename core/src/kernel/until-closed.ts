import { kernelClosed } from '../errors/index.ts'

export interface UntilClosed {
  /** Aborted when the kernel begins to close. */
  readonly signal: AbortSignal
  /** Milliseconds from then on. */
  readonly within: number
  /** What is waited for, for the message. */
  readonly what: string
}

/** Waits for what a host does, which nobody can end; once the kernel closes, for a while. Throws `kernel-closed`. */
export async function untilClosed<Value>(work: Promise<Value>, { signal, within, what }: UntilClosed): Promise<Value> {
  const { promise: over, reject } = Promise.withResolvers<never>()
  let timer: NodeJS.Timeout | undefined
  const begin = (): void => {
    timer = setTimeout(
      () => reject(kernelClosed(`${what} had not ended ${within} ms after the kernel began to close.`)),
      within,
    )
  }
  if (signal.aborted) begin()
  else signal.addEventListener('abort', begin, { once: true })
  try {
    return await Promise.race([work, over])
  } finally {
    signal.removeEventListener('abort', begin)
    clearTimeout(timer)
  }
}
