/** An expression that can't be read or evaluated. `position`: characters from its beginning. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError'
  readonly position: number | undefined
  readonly hint: string | undefined
  /** One of the limits was reached, as opposed to a mistake. */
  readonly limit: boolean

  constructor(message: string, details: { position?: number; hint?: string; limit?: boolean; cause?: unknown } = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.position = details.position
    this.hint = details.hint
    this.limit = details.limit ?? false
  }
}

export function limitReached(message: string, hint?: string): ExpressionError {
  return new ExpressionError(message, { limit: true, ...(hint === undefined ? {} : { hint }) })
}
