import { ExpressionError } from './expression-error.ts'

/** JSON has no infinity, and some of JSONata's own loops never end with it. */
export function assertFinite(value: unknown): void {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new ExpressionError('A number is out of range, as in a division by zero.')
}
