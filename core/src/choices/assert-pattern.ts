import type { Json } from '../model/index.ts'

/**
 * Refuses a regular expression that may take forever. What is short, repeats no group, looks neither ahead nor back and
 * repeats without end twice at most takes time with the square of the text, never exponentially.
 */
export function assertPattern(pattern: Json, refuse: (what: string, hint: string) => never): void {
  if (typeof pattern !== 'string') return
  const bare = pattern.replaceAll(/\\[^1-9k]/g, 'e').replaceAll(/\[[^\]]*\]/g, 'c')
  const endless = bare.match(/[*+]|\{\d*,\}|\{\d+,\d{3,}\}/g)?.length ?? 0
  const repeated = /\)[*+{]/.test(bare)
  if (pattern.length <= 200 && !repeated && endless <= 2 && !/\(\?[=!<]|\\/.test(bare)) return
  refuse(
    `has a pattern that could take too long: ${JSON.stringify(pattern).slice(0, 60)}`,
    'Patterns of a described form repeat no groups, look neither ahead nor back, and repeat without end twice at most.',
  )
}
