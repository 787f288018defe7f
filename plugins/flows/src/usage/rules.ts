import { functionNames } from '../expression/index.ts'

/** Each way in which an expression gets its type; a test holds every one of them against JSONata itself. */
export const typingRules: ReadonlySet<string> = new Set([
  ...'path name string number value regex wildcard descendant parent variable variable-context variable-root'.split(
    ' ',
  ),
  ...'binary-and binary-or binary-compare binary-equal binary-in binary-range binary-text binary-number'.split(' '),
  ...'unary-minus unary-array unary-object condition block bind function partial lambda apply compose transform'.split(
    ' ',
  ),
  ...'path-several path-focus path-index path-sort path-array filter-index filter-condition group'.split(' '),
  ...[...functionNames].map((name) => `$${name}`),
])
