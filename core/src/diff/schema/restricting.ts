import type { Comparing } from './comparing.ts'
import { differingKeywords } from './same-keywords.ts'
import type { Plain } from './shape.ts'

/**
 * Keywords that are not looked into and only ever refuse: said by who sends, and not by who reads, they take nothing
 * away (JSON Schema 2020-12, Applicator and Validation).
 */
const restricting: ReadonlySet<string> = new Set([
  'contains',
  'dependentRequired',
  'dependentSchemas',
  'else',
  'if',
  'not',
  'propertyNames',
  'then',
])

/** The keywords that are not understood and by which something that is sent may be refused, sorted. */
export function unclearKeywords(sender: Plain, reader: Plain, by: Comparing): readonly string[] {
  return differingKeywords(sender, reader, by).filter(
    (keyword) => !restricting.has(keyword) || reader.rest.has(keyword),
  )
}
