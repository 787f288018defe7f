import { describe, expect, it } from 'vitest'
import { follow } from '../src/usage/follow.ts'
import { root } from './claims/order.ts'

/** What the reads of an optional `m` say of its absence, each once. */
function copes(text: string): string[] {
  const { reads } = follow(text, { root, as: 'value' }).recorder
  return [...new Set(reads.filter(({ path }) => path[0] === 'm').map(({ ifAbsent }) => ifAbsent))].sort()
}

const m = 'trigger.m'

describe('a guard', () => {
  it.each([
    `$count(${m}) > 0 ? ${m} : "d"`,
    `$count(${m}) >= 1 ? ${m} : "d"`,
    `$count(${m}) != 0 ? ${m} : "d"`,
    `$count(${m}) = 1 ? ${m} : "d"`,
    `0 < $count(${m}) ? ${m} : "d"`,
    `1 <= $count(${m}) ? ${m} : "d"`,
    `0 != $count(${m}) ? ${m} : "d"`,
    `1 = $count(${m}) ? ${m} : "d"`,
    `$exists(${m}) ? ${m} : "d"`,
    `$boolean($exists(${m})) ? ${m} : "d"`,
    `$not($exists(${m})) ? "d" : ${m}`,
    `$not($not($exists(${m}))) ? ${m} : "d"`,
    `$not($exists(${m})) ? "d" : trigger.f`,
    `${m} != null ? ${m} : "d"`,
    `null != ${m} ? ${m} : "d"`,
    `$type(${m}) = "string" ? ${m} : "d"`,
    `"string" = $type(${m}) ? ${m} : "d"`,
    `${m} ? ${m} : "d"`,
    `${m} ?? "d"`,
    `${m} ?: "d"`,
    `${m} ?? trigger.t`,
    `"a" & ($exists(${m}) ? ", " & ${m})`,
    `$exists(${m}) and trigger.b ? ${m} : "d"`,
  ])('%s', (text) => {
    expect(copes(text)).toEqual(['tolerated'])
  })

  it.each([
    ['of any count', `$count(${m}) >= 0 ? ${m} : "d"`],
    ['of another count', `$count(${m}) != 7 ? ${m} : "d"`],
    ['of none', `1 > $count(${m}) ? ${m} : "d"`],
    ['of a count below none', `$count(${m}) > -1 ? ${m} : "d"`],
    ['of no count', `$count(${m}) = 0 ? ${m} : "d"`],
    ['that is denied, of nothing', `$not(${m}) ? "d" : ${m}`],
    ['that another may stand in for', `$exists(${m}) or trigger.b ? ${m} : "d"`],
    ['of another name', `( $exists := function($x){ true }; $exists(${m}) ? ${m} : "d" )`],
    ['without another value', `$exists(${m}) ? ${m}`],
    ['that is denied, with another that may be absent', `$not($exists(${m})) ? trigger.f : "d"`],
    ['of its truth, without another value', `${m} ? ${m}`],
    ['of its truth, with another that may be absent', `${m} ? ${m} : trigger.f`],
    ['with another that may be absent', `${m} ?? trigger.f`],
    ['with another that may fail', `$exists(${m}) ? ${m} : $number(trigger.t)`],
    ['with another that has no use', `$not(${m} ?? "d") ? "x"`],
    ['with another that is refused', `$number(${m} ?? "d")`],
    ['with another that fails', `${m} ?? ("d" >= 1)`],
    ['with another that nothing is found in', `$match(${m} ?? "d", /a/)`],
    ['with another that is no key', `trigger.r{ ($$.${m} ?? 5): n }`],
    ['picked of what it decides', `($not($exists(${m})))[false] ? "d" : ${m}`],
  ])('is none %s: %s', (_why, text) => {
    expect(copes(text)).toContain('drops')
  })

  it('of null is none of what is made of it', () => {
    const notNull = (text: string): (number | undefined)[] =>
      follow(text, { root, as: 'value' }).recorder.reads.map((read) => read.notNull)
    expect(notNull('trigger.z != null ? trigger.z : "d"')).toContain(1)
    expect(notNull('$type(trigger.z) != "null" ? trigger.z : "d"')).toContain(1)
    expect(notNull('$type(trigger.z) != "string" ? trigger.z : "d"')).not.toContain(1)
    expect(notNull('$string(trigger.z) != null ? trigger.z : "d"')).not.toContain(1)
  })
})

/** What the reads of a line's optional `c`, other than questions, say of its absence. */
function copesInLines(text: string): string[] {
  const { reads } = follow(text, { root, as: 'value' }).recorder
  const values = reads.filter(({ path, as }) => path.join('.') === 'r.*.c' && as === 'value')
  return [...new Set(values.map(({ ifAbsent }) => ifAbsent))]
}

describe('a guard in the elements of an array', () => {
  it.each([
    'trigger.r.(c ?? "d")',
    'trigger.r[0].c ?? "d"',
    'trigger.r[n > 0][0].c ?? "d"',
    '( $n := trigger.n; trigger.r[n = $n][0].c ?? "d" )',
    '$filter(trigger.r, function($l){ $l.n > 0 })[0].c ?? "d"',
    '$map(trigger.r, function($l){ $exists($l.c) ? $l.c : "d" })',
    '$map(trigger.r, function($l){ $map(trigger.r, function($k){ $exists($k.c) ? $k.c : "d" }) })',
    'trigger.r[$exists(c)].(c & "!")',
  ])('holds for the same one: %s', (text) => {
    expect(copesInLines(text)).toEqual(['tolerated'])
  })

  it.each([
    '$exists(trigger.r[0].c) ? trigger.r[1].c : "d"',
    '$exists(trigger.r[n > 0][0].c) ? trigger.r[0].c : "d"',
    '$exists(trigger.r[0].c) ? $reverse(trigger.r)[0].c : "d"',
    '$exists(trigger.r[0].c) ? $sort(trigger.r, function($l, $k){ $l.n > $k.n })[0].c : "d"',
    '$exists($filter(trigger.r, function($l){ $l.n > 0 })[0].c) ? trigger.r[0].c : "d"',
    '( $n := 1; $a := trigger.r[n = $n][0].c; $n := 2; $exists($a) ? trigger.r[n = $n][0].c : "d" )',
    'trigger.r.($exists(c) ? $$.trigger.r.c : "d")',
    '$map(trigger.r, function($l){ $map(trigger.r, function($k){ $exists($l.c) ? $k.c : "d" }) })',
    '$sort(trigger.r, function($l, $k){ $exists($l.c) ? $k.c > "a" : false }).c',
    '$exists(trigger.r.c) ? trigger.r.c : "d"',
  ])('does not hold for another: %s', (text) => {
    expect(copesInLines(text)).toContain('drops')
  })
})
