import { describe, expect, it } from 'vitest'
import { tellingProblems } from '../../src/cli/telling-problems.ts'
import type { Problem } from '../../src/model/index.ts'

const warning = (message: string, more: Partial<Problem> = {}): Problem => ({
  code: 'sloppy',
  message,
  severity: 'warning',
  file: 'base/shop.json',
  pointer: '/a',
  ...more,
})
const later = (problem: Problem): Problem => ({
  ...problem,
  file: problem.file?.replace('base', 'revision') as string,
  line: 99,
})

function told(base: readonly Problem[], revision: readonly Problem[]): readonly Problem[] {
  return tellingProblems({ name: 'base', problems: base }, { name: 'revision', problems: revision })
}

describe('of the problems of two sides', () => {
  it('a warning on both is told of neither, wherever it moved', () => {
    const [one, other] = [warning('one'), warning('other')]
    expect(told([one, other], [{ ...later(one), pointer: '/b' }, later(other)])).toEqual([])
  })

  it('a warning on one side is told, on whichever', () => {
    const [gone, come, stays] = [warning('gone'), later(warning('come')), warning('stays')]
    expect(told([gone, stays], [come, later(stays)])).toEqual([gone, come])
  })

  it('of several alike, as many more as there are, and the one that is where none was', () => {
    const [a, b, c] = ['/a', '/b', '/c'].map((pointer) => warning('alike', { pointer })) as [Problem, Problem, Problem]
    expect(told([a, c], [later(a), later(b), later(c)])).toEqual([later(b)])
  })

  it('one of another file, or of another code, is another', () => {
    const one = warning('one')
    const [moved, coded] = [
      { ...later(one), file: 'revision/other.json' },
      { ...later(one), code: 'else' },
    ]
    expect(told([one, one], [moved, coded])).toEqual([one, one, moved, coded])
  })

  it('all that make the comparison incomplete, though they are on both sides', () => {
    const { severity: _, ...error } = warning('wrong')
    expect(told([error], [later(error)])).toEqual([error, later(error)])
  })
})
