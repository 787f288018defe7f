import type { Place } from './place.ts'
import type { Lost } from './references.ts'

interface Told {
  readonly code: string
  readonly message: string
  readonly hint: string
}

/** What people read of a reference that leads to nothing that is here. `what` stands at it: `A parameter`. */
function tellOfLost(what: string, { ref, why }: Lost): Told {
  switch (why) {
    case 'network':
      return {
        code: 'reference-network',
        message: `${what} is at ${ref}: nothing is fetched.`,
        hint: 'put the file into the folder, and refer to it by its path.',
      }
    case 'outside':
      return {
        code: 'reference-missing',
        message: `${what} is at ${ref}, outside of the connector's folder: nothing is read there.`,
        hint: 'put the file into the folder, and refer to it by its path.',
      }
    case 'loop':
      return {
        code: 'reference-missing',
        message: `${what} is at ${ref}, which leads back to itself.`,
        hint: 'correct the reference.',
      }
    case 'missing':
      return {
        code: 'reference-missing',
        message: `${what} is at ${ref}, where there is nothing.`,
        hint: 'correct the reference, or put the file into the folder.',
      }
  }
}

/** Warns of one, at the place where the reference stands. */
export function warnOfLost(
  { warn }: { warn(code: string, message: string, place: Place, hint?: string): void },
  what: string,
  { lost, place }: { readonly lost: Lost; readonly place: Place },
): void {
  const { code, message, hint } = tellOfLost(what, lost)
  warn(code, message, place, hint)
}
