import { RE2JS } from 're2js'
import type { Budget } from './budget.ts'
import { ExpressionError, limitReached } from './expression-error.ts'

/** Size of the compiled expression times characters searched, in one search: 0.4 s at worst. */
const workLimit = 20_000_000
const flags: Record<string, number> = { i: RE2JS.CASE_INSENSITIVE, m: RE2JS.MULTILINE }

/** Compiles what JSONata's parser read as a regular expression. Throws {@link ExpressionError}. */
export function compileLinear(source: RegExp): RE2JS {
  if (!(source instanceof RegExp))
    throw new ExpressionError('A regular expression can not stand on the left side of "??" or "?:".', {
      hint: 'Give it a name before: ( $pattern := /…/; $match(text, $pattern) ?? … ).',
    })
  try {
    const wanted = [...source.flags].reduce((sum, flag) => sum | (flags[flag] ?? 0), 0)
    return RE2JS.compile(RE2JS.translateRegExp(source.source), wanted)
  } catch (cause) {
    throw new ExpressionError(
      `The regular expression /${source.source}/ is not supported: ${(cause as Error).message}.`,
      {
        hint: 'Look-around, back references and repetitions of more than 1,000 are not: they can take forever.',
        cause,
      },
    )
  }
}

/** What JSONata takes for `RegExp`: time grows with the text's length and no faster, whatever the expression. */
export function linearRegExp(budget: Budget): RegExpConstructor {
  return class {
    lastIndex = 0
    readonly #compiled: RE2JS

    constructor(source: RegExp) {
      this.#compiled = compileLinear(source)
    }

    exec(text: string): (string[] & { index: number }) | null {
      budget.tick()
      if (this.#compiled.programSize() * (text.length - this.lastIndex) > workLimit)
        throw limitReached('The regular expression is too large for a text of this length.')
      const matcher = this.#compiled.matcher(text)
      if (this.lastIndex > text.length || !matcher.find(this.lastIndex)) return this.#none()
      this.lastIndex = matcher.end(0)
      const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, group) => matcher.group(group) ?? undefined)
      return Object.assign(groups as string[], { index: matcher.start(0) })
    }

    #none(): null {
      this.lastIndex = 0
      return null
    }
  } as unknown as RegExpConstructor
}
