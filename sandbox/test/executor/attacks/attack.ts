/** One thing that a connector's code tries, and what comes of it. */
export interface Attack {
  readonly name: string
  /** The body of an async action `(input, services)`. */
  readonly run?: string
  /** The body of a polling trigger's generator. */
  readonly poll?: string
  /** Before the definition, at the top of the module. */
  readonly top?: string
  /** In place of the whole module. */
  readonly module?: string
  /** Whether its definition never comes. */
  readonly endless?: true
  /** What its one invocation answers. */
  readonly output?: unknown
  /** The code of the error of its one invocation, or of the problem where there is no connector. */
  readonly fails?: string
  /** Found in that error's message. */
  readonly saying?: RegExp
}

/** Tries one expression after the other, and returns those that came to something. */
export const tries = (expressions: readonly string[]): string => `
  const got = []
  for (const attempt of [${expressions.map((expression) => `async () => ${expression}`).join(', ')}])
    try { const value = await attempt(); if (value !== undefined) got.push(String(attempt)) } catch {}
  return got`
