import fc from 'fast-check'
import jsonata from 'jsonata'
import { describe, expect, it } from 'vitest'
import { compile, defaultLimits, type ExpressionLimits, evaluate } from '../src/expression/index.ts'

const moment = { now: 0, random: 0.5 }

/** Where time is not what is tested, a busy machine must not decide. */
const patient = 20_000

function value(text: string, trigger: unknown = null, limits: Partial<ExpressionLimits> = {}) {
  return evaluate(
    text,
    { trigger: trigger as never, steps: {} },
    { moment, limits: { ...defaultLimits, time: patient, ...limits } },
  )
}

const long = 'a'.repeat(30_000)
const bound = { name: 'ExpressionError', limit: true }

/** Expressions that would take the host's time or memory, with the limit that stops each. */
const costly: [text: string, message: string, trigger?: unknown][] = [
  ['( $f := function($n){ $f($n + 1) }; $f(0) )', 'longer than 1000 ms'],
  ['( $f := function($n){ 1 + $f($n) }; $f(0) )', 'Stack overflow'],
  ['$map([1..10000], function($a){ $map([1..10000], function($b){ $a * $b }) })', 'longer than 1000 ms'],
  ['[1..10000000]', 'maximum sequence length'],
  ['[1..9999][[1..9999]]', 'in all'],
  ['trigger.x', 'maximum sequence length', Array.from({ length: 20_000 }, () => ({ x: 1 }))],
  ['$pad("", 200000000)', 'larger than'],
  ['$pad("", -200000000, "abc")', 'larger than'],
  ['$pad("x", 4000000) & $pad("x", 4000000)', 'larger than'],
  ['$map([1..1000], function($i){ $pad("x", 1000000) })', 'in all'],
  ['$map([1000000..1000999], $pad("x", ?, "y"))', 'in all'],
  ['$join($map([1..9999], function($i){ trigger }))', 'larger than', long],
  ['$join([1..9999].$string($), trigger)', 'larger than', long],
  ['$replace(trigger, "a", trigger)', 'larger than', long],
  ['$replace(trigger, /a/, trigger)', 'in all', long],
  [
    '$replace(trigger, /a+/, "$0$0$0$0$0$0$0$0") ~> $replace(/a+/, "$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0")',
    'larger than',
    long,
  ],
  ['$replace(trigger, /a/, function($m){ $pad("", 100000) })', 'in all', long],
  ['$split(trigger, "")', 'more than 10000 parts', long],
  ['$split(trigger, "a")', 'more than 10000 parts', long],
  ['$reduce([1..60], function($a, $b){ $a & $a }, "x")', 'larger than'],
  ['$reduce([1..60], function($a, $b){ [[$a], [$a]] }, "x")', 'larger than'],
  ['$reduce([1..60], function($a, $b){ {"l": $a, "r": $a} }, "x")', 'larger than'],
  ['$reduce([1..1000], function($a, $b){ {"in": $a} }, "x")', 'levels'],
  ['$string($reduce([1..150], function($a, $b){ {"in": $a} }, [1..9999]), true)', 'larger than'],
  ['( $big := [1..9999]; $map([1..9999], function(){ {"all": $big} }) )', 'larger than'],
  ['trigger ~> |$|{"self": $}|', 'levels', { a: 1 }],
  ['$match(trigger, /[a-z]{1,900}[0-9]/)', 'too large for a text', long],
  ['$match(trigger, /a/)', 'maximum sequence length', long],
  ['$formatInteger(1, $pad("", 300, "0"))', 'at most 200 characters'],
  ['$fromMillis(0, "[Y,99999999]")', 'at most 100'],
  ['$now("[Y,99999999]")', 'at most 100'],
  ['$toMillis("ABCDEFGHIJKLMNOPQRSTUVWXYZ!", "[YA][MA][DA][HA][mA][sA][fA][WA]")', 'touch each other'],
  ['$toMillis(trigger, "[Y]-[M]")', 'at most 64 characters', long],
  ['$formatNumber(12, "00", {"zero-digit": ""})', 'not one character'],
  ['$formatNumber(1/0, "0e0")', 'out of range'],
  ['( $wait := function($f){ {"then": $f} }; $wait($uppercase).x )', 'can not be a property'],
  ['{"then": /a/}', 'can not be a property'],
  ['trigger.x{"the" & "n": /a/}', 'can not be a property', { x: [1, 2] }],
  [
    '$spread(trigger.many)',
    'more than 10000',
    { many: Array.from({ length: 300 }, () => Object.fromEntries(Array.from({ length: 99 }, (_, i) => [`k${i}`, i]))) },
  ],
]

describe('bounds', () => {
  it.each(costly)('%s', { timeout: 15_000 }, async (text, message, trigger) => {
    const timed = message.startsWith('longer than') ? { time: defaultLimits.time } : {}
    await expect(value(text, trigger, timed)).rejects.toThrow(message)
  })

  it('knows a limit from a mistake', async () => {
    await expect(value('[1..10000000]')).rejects.toMatchObject(bound)
    await expect(value('$pad("", 200000000)')).rejects.toMatchObject(bound)
    await expect(value('1 + "a"')).rejects.toMatchObject({ limit: false })
  })

  it('lets the host work while an expression runs', async () => {
    let turns = 0
    const timer = setInterval(() => turns++, 5)
    await expect(value('( $f := function($n){ $f($n + 1) }; $f(0) )', null, { time: 1_000 })).rejects.toThrow('longer')
    clearInterval(timer)
    expect(turns).toBeGreaterThan(10)
  })

  it('gives each expression its own time', async () => {
    const endless = value('( $f := function($n){ $f($n + 1) }; $f(0) )', null, { time: 300 })
    const others = Array.from({ length: 20 }, (_, index) => value('trigger', index))
    await expect(endless).rejects.toThrow('longer than 300 ms')
    expect(await Promise.all(others)).toEqual(Array.from({ length: 20 }, (_, index) => index))
  })

  it('takes input larger than what expressions may make', async () => {
    const trigger = { text: 'x'.repeat(6 * 2 ** 20), id: 'a' }
    expect(await value('trigger.id', trigger)).toBe('a')
    expect(await value('trigger.text', trigger)).toHaveLength(6 * 2 ** 20)
  })

  it.each([
    ['nested defaults', `${'('.repeat(40)}a${' ?? b)'.repeat(40)}`],
    ['nested otherwise', `${'('.repeat(40)}a${' ?: b)'.repeat(40)}`],
    ['brackets', '('.repeat(9_000)],
    ['minus signs', '-'.repeat(9_999)],
    ['length', 'a'.repeat(10_001)],
  ])('refuses %s when it is read', (_name, text) => {
    const started = performance.now()
    expect(() => compile(text)).toThrow()
    expect(performance.now() - started).toBeLessThan(5_000)
  })

  it('takes many defaults side by side', async () => {
    const text = `{ ${Array.from({ length: 40 }, (_, index) => `"f${index}": trigger.f${index} ?? ${index}`).join(', ')} }`
    expect(await value(text, { f3: 'x' })).toMatchObject({ f2: 2, f3: 'x', f39: 39 })
  })

  it('takes no data for a function', async () => {
    const data = { _jsonata_lambda: true, body: { type: 'string', value: 'called' }, arguments: [] }
    expect(await value('trigger', { data, x: 1 })).toEqual({ data: { body: data.body, arguments: [] }, x: 1 })
    await expect(value('$map([1], trigger.data)', { data })).rejects.toThrow('does not match function signature')
    await expect(value('trigger.data()', { data })).rejects.toThrow('Attempted to invoke a non-function')
  })

  it('keeps prototypes out of reach', async () => {
    expect(await value('trigger.constructor', {})).toBeUndefined()
    expect(await value('{"__proto__": {"a": 1}}.a')).toBeUndefined()
    await expect(value('$uppercase ~> $spread()')).rejects.toThrow('It gives a function')
    expect(await value('($uppercase ~> $spread()).implementation', {})).toBeUndefined()
    await value('trigger ~> |$|{"__proto__": {"polluted": true}}|', {})
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

describe('on generated values', () => {
  const json = fc.jsonValue({ maxDepth: 4 })
  const same = [
    'trigger',
    '[trigger]',
    '$string(trigger)',
    '$distinct(trigger)',
    '$spread(trigger)',
    '$keys(trigger)',
    'trigger.*',
    'trigger.**',
    '$type(trigger)',
    '$count(trigger)',
    '$boolean(trigger)',
    'trigger ~> |$|{"a": 1}|',
    '$map(trigger, $string)',
    '$filter(trigger, $exists)',
    '$each(trigger, function($v, $k){ $k })',
    '$merge([{"a": 1}, trigger])',
  ]

  it.each(same)('%s is as JSONata gives it', async (text) => {
    await fc.assert(
      fc.asyncProperty(json, async (trigger) => {
        const theirs = await settled(jsonata(text).evaluate({ trigger: structuredClone(trigger) }))
        const ours = await settled(value(text, trigger))
        expect(ours).toEqual(theirs)
      }),
      { numRuns: 60 },
    )
  })

  const pictures = fc.string({ unit: fc.constantFrom(...'#0.,;e%-[]YMDHhmsfZPFWXw1n*: '), maxLength: 30 })
  it.each([
    ['$formatNumber(trigger.n, trigger.p)'],
    ['$formatInteger(trigger.n, trigger.p)'],
    ['$fromMillis(trigger.n, trigger.p)'],
    ['$toMillis(trigger.t, trigger.p)'],
    ['$parseInteger(trigger.t, trigger.p)'],
  ])('%s always ends', { timeout: 60_000 }, async (text) => {
    const input = fc.record({
      n: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()),
      p: pictures,
      t: fc.string({ unit: fc.constantFrom(...'0123AZaz:-/ '), maxLength: 70 }),
    })
    await fc.assert(
      fc.asyncProperty(input, async (trigger) => {
        const started = performance.now()
        await settled(value(text, trigger))
        expect(performance.now() - started).toBeLessThan(5_000)
      }),
      { numRuns: 300 },
    )
  })

  it('matches regular expressions in linear time, as RegExp does', async () => {
    const patterns = ['a+b', '(a|b)*c', '^\\w+$', '[^a]{2,3}', 'a?b??', '\\d+-(\\d+)', 'b$']
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...patterns),
        fc.string({ unit: fc.constantFrom(...'abc12- é'), maxLength: 40 }),
        async (pattern, trigger) => {
          const text = `$match(trigger, /${pattern}/).{ "m": match, "i": index, "g": [groups] }`
          const theirs = await settled(jsonata(text).evaluate({ trigger }))
          expect(await settled(value(text, trigger))).toEqual(theirs)
        },
      ),
      { numRuns: 200 },
    )
  })
})

async function settled(evaluation: Promise<unknown>): Promise<unknown> {
  return evaluation.then(
    (result) => plain(result),
    () => 'failed',
  )
}

function plain(result: unknown): unknown {
  return result === undefined ? undefined : JSON.parse(JSON.stringify(result))
}
