import { argumentInvalid } from '../errors/index.ts'
import type { Json } from '../model/index.ts'
import type { Outcome } from './bound-call.ts'

/**
 * A call of an action, used in one of two ways. As a promise it is one call, with all of its output; it begins at the
 * end of the current task, awaited or not. As an iterable, asked for at once (`for await (const item of
 * kernel.invoke(…))`), pages are fetched as their elements are taken; leaving the loop ends what is in flight.
 */
export interface Invocation<Result = Outcome, Item = Json> extends Promise<Result>, AsyncIterable<Item> {}

/** The two ways that an invocation can go; each is taken once at most. */
export interface Ways<Result, Item> {
  call(): Promise<Result>
  iterate(signal: AbortSignal): AsyncIterator<Item>
}

export function createInvocation<Result, Item>(ways: Ways<Result, Item>): Invocation<Result, Item> {
  return new LazyInvocation(ways)
}

class LazyInvocation<Result, Item> implements Invocation<Result, Item> {
  readonly [Symbol.toStringTag]: string = 'Invocation'
  readonly #ways: Ways<Result, Item>
  #outcome: Promise<Result> | undefined
  #iterated = false

  constructor(ways: Ways<Result, Item>) {
    this.#ways = ways
    queueMicrotask(() => {
      if (!this.#iterated) this.#begun()
    })
  }

  // biome-ignore lint/suspicious/noThenProperty: it is a promise
  then<Kept = Result, Failed = never>(
    onKept?: ((value: Result) => Kept | PromiseLike<Kept>) | null,
    onFailed?: ((reason: unknown) => Failed | PromiseLike<Failed>) | null,
  ): Promise<Kept | Failed> {
    return this.#begun().then(onKept, onFailed)
  }

  catch<Failed = never>(
    onFailed?: ((reason: unknown) => Failed | PromiseLike<Failed>) | null,
  ): Promise<Result | Failed> {
    return this.#begun().catch(onFailed)
  }

  finally(onEnd?: (() => void) | null): Promise<Result> {
    return this.#begun().finally(onEnd)
  }

  [Symbol.asyncIterator](): AsyncIterator<Item> {
    if (this.#outcome !== undefined || this.#iterated)
      throw argumentInvalid(
        this.#iterated ? 'An invocation can be iterated once.' : 'The invocation was begun as one call.',
        { hint: 'Invoke again, and iterate what that answers at once: for await (const item of kernel.invoke(…)).' },
      )
    this.#iterated = true
    return abortable((signal) => this.#ways.iterate(signal))
  }

  #begun(): Promise<Result> {
    if (this.#iterated)
      return Promise.reject(
        argumentInvalid('The invocation is iterated: it has no outcome as a whole.', {
          hint: 'Invoke again to await all of it.',
        }),
      )
    this.#outcome ??= this.#ways.call()
    return this.#outcome
  }
}

/** An iterator that ends what is in flight when it is left. */
function abortable<Item>(open: (signal: AbortSignal) => AsyncIterator<Item>): AsyncIterableIterator<Item> {
  const stop = new AbortController()
  const inner = open(stop.signal)
  return {
    next: () => inner.next(),
    async return() {
      stop.abort()
      await inner.return?.().catch(() => {})
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
