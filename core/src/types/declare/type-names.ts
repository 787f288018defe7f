/** Names that mean something else in a declaration. */
const taken: readonly string[] = [
  'Connector',
  'ConnectorActions',
  'ConnectorTriggers',
  'Jackfield',
  'Json',
  'JsonObject',
  'Record',
]

/**
 * Gives out names of types: identifiers of ASCII letters and digits that begin with a capital, each once. They are such
 * that json-schema-to-typescript takes them as they are.
 */
export class TypeNames {
  readonly #given: Set<string> = new Set(taken)
  /** How many were given for the same words: a thousand of one name are no search from 2 each time. */
  readonly #counts: Map<string, number> = new Map()

  give(words: string): string {
    const base = typeName(words)
    let count = this.#counts.get(base) ?? 1
    let name = base
    while (this.#given.has(name)) name = `${base}${/\d$/.test(base) ? 'N' : ''}${++count}`
    this.#counts.set(base, count)
    this.#given.add(name)
    return name
  }
}

const longest = 80

function typeName(words: string): string {
  const name = words
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? '')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .replace(/^\d+/, '')
    .replaceAll(/\d[a-z]/g, (match) => match.toUpperCase())
    .slice(0, longest)
  return name === '' ? 'Unnamed' : name.charAt(0).toUpperCase() + name.slice(1)
}
