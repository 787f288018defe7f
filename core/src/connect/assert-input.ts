import { argumentInvalid } from '../errors/index.ts'
import { nearestName } from '../model/index.ts'

/** `any` is checked elsewhere. */
type Kind = 'any' | 'text' | 'text?' | 'text or null?' | 'object' | 'object?' | 'array?'

/** Throws `argument-invalid` where an object has other properties, or of other types, than it may have. */
export function assertInput(
  call: string,
  input: unknown,
  kinds: Readonly<Record<string, Kind>>,
): asserts input is Readonly<Record<string, unknown>> {
  const known = Object.keys(kinds)
  if (!isObject(input))
    throw argumentInvalid(`${call}: ${input === undefined ? 'nothing was given' : 'what was given is no object'}.`, {
      hint: `Give an object: { ${known.join(', ')} }.`,
    })
  for (const name of Object.keys(input))
    if (!Object.hasOwn(kinds, name)) {
      const nearest = nearestName(name, known)
      throw argumentInvalid(`${call}: there is no "${name}".`, {
        hint: nearest === undefined ? `Give: ${known.join(', ')}.` : `Did you mean "${nearest}"?`,
      })
    }
  for (const [name, kind] of Object.entries(kinds)) assertKind(`${call}: ${name}`, input[name], kind)
}

/** Throws `argument-invalid` for what can be no id. */
export function assertId(call: string, id: unknown): asserts id is string {
  if (typeof id === 'string' && id !== '') return
  throw argumentInvalid(`${call}: no connection was named.`, {
    hint: "Give the connection's id, as connections.add answered it.",
  })
}

/** Never shows the value: it may be a credential. */
function assertKind(what: string, value: unknown, kind: Kind): void {
  if (kind === 'any' || (value === undefined && kind.endsWith('?'))) return
  if (value === null && kind.includes('null')) return
  const wanted = kind.replace(/ or null|\?/g, '')
  const given =
    value === null
      ? 'null'
      : Array.isArray(value)
        ? 'array'
        : typeof value === 'string'
          ? 'text'
          : isObject(value)
            ? 'object'
            : typeof value
  if (given === wanted) return
  const is =
    value === undefined || value === null ? 'is missing' : `is ${wanted === 'text' ? 'no text' : `no ${wanted}`}`
  throw argumentInvalid(`${what} ${is}.`, {
    hint: `Give ${what.slice(what.indexOf(': ') + 2)} as ${wanted === 'text' ? 'text' : `an ${wanted}`}.`,
  })
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
