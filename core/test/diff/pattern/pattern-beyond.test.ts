import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { patternBeyond } from '../../../src/diff/pattern/pattern-beyond.ts'

const beyond = (sender: readonly string[], reader: string) => patternBeyond({ patterns: sender }, [reader])

describe('a text beyond a pattern that automata can’t read', () => {
  it.each(['[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*', '\\p{ASCII}*', '(?:[a-z]{0,1000}|\\p{Lu})?', '([\\b\\p{L}]*)', ''])(
    'is none for %s, which is found anywhere',
    (reader) => {
      expect(beyond([], reader)).toEqual({ kind: 'none' })
      fc.assert(
        fc.property(fc.string({ unit: 'binary' }), (text) => new RegExp(reader, 'u').test(text)),
        { seed: 1, numRuns: 200 },
      )
    },
  )

  it.each(['^[\\p{L}]*$', '[\\p{L}]+', '\\p{L}*\\b', '(?!x)\\p{L}*', '(?<!x)\\p{L}*$', '[[\\p{L}]*$'])(
    'is not said to be none for %s',
    (reader) => {
      expect(beyond([], reader)).not.toEqual({ kind: 'none' })
    },
  )

  it('may be a line break', () => {
    expect(beyond([], '^.{0,1600}$')).toEqual({ kind: 'text', text: '\n' })
  })
})
