type Anything = (input: unknown, services: unknown) => unknown

interface Found {
  readonly run: Anything
  readonly owner: unknown
}

/** An operation's function. Throws `Error` where the definition has none of that name. */
export function functionOf(
  definition: unknown,
  { kind, operation }: { readonly kind: 'call' | 'poll'; readonly operation: string },
): Found {
  const [list, name] = kind === 'call' ? ['actions', 'run'] : ['triggers', 'poll']
  const owner = ownOf(ownOf(definition, list), operation)
  const run =
    typeof owner === 'object' && owner !== null ? (owner as Readonly<Record<string, unknown>>)[name] : undefined
  if (typeof run === 'function') return { run: run as Anything, owner }
  throw new Error(`The definition has no function for "${operation}" any more.`)
}

function ownOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return (value as Readonly<Record<string, unknown>>)[name]
}
