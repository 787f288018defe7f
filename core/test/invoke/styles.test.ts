import { describe, expect, test } from 'vitest'
import { invoke } from '../../src/invoke/index.ts'
import type { Parameter, Style } from '../../src/model/index.ts'
import { json, startService } from '../http/loopback-service.ts'
import { action, bound, literal, request } from './bound.ts'

const colors = {
  empty: '',
  string: 'blue',
  array: ['blue', 'black', 'brown'],
  object: { R: 100, G: 200, B: 150 },
}

type Row = readonly [style: Style, explode: boolean, expected: Partial<Record<keyof typeof colors, string>>]

/*
 * OpenAPI 3.1.1, Style Examples, row by row. A delimiter of a query is percent-encoded, as the standard's own examples are.
 * `undefined` in a path, or an empty value there, is refused elsewhere: it would be another path.
 */
const inPath: readonly Row[] = [
  [
    'matrix',
    false,
    { empty: ';color', string: ';color=blue', array: ';color=blue,black,brown', object: ';color=R,100,G,200,B,150' },
  ],
  [
    'matrix',
    true,
    {
      empty: ';color',
      string: ';color=blue',
      array: ';color=blue;color=black;color=brown',
      object: ';R=100;G=200;B=150',
    },
  ],
  ['label', false, { string: '.blue', array: '.blue,black,brown', object: '.R,100,G,200,B,150' }],
  ['label', true, { string: '.blue', array: '.blue.black.brown', object: '.R=100.G=200.B=150' }],
  ['simple', false, { string: 'blue', array: 'blue,black,brown', object: 'R,100,G,200,B,150' }],
  ['simple', true, { string: 'blue', array: 'blue,black,brown', object: 'R=100,G=200,B=150' }],
  // Not of OpenAPI 3.1: `collectionFormat` of Swagger 2.0.
  ['spaceDelimited', false, { string: 'blue', array: 'blue%20black%20brown' }],
  ['pipeDelimited', false, { string: 'blue', array: 'blue%7Cblack%7Cbrown' }],
  ['tabDelimited', false, { string: 'blue', array: 'blue%09black%09brown' }],
]
const inQuery: readonly Row[] = [
  [
    'form',
    false,
    { empty: 'color=', string: 'color=blue', array: 'color=blue,black,brown', object: 'color=R,100,G,200,B,150' },
  ],
  [
    'form',
    true,
    { empty: 'color=', string: 'color=blue', array: 'color=blue&color=black&color=brown', object: 'R=100&G=200&B=150' },
  ],
  ['spaceDelimited', false, { array: 'color=blue%20black%20brown', object: 'color=R%20100%20G%20200%20B%20150' }],
  ['pipeDelimited', false, { array: 'color=blue%7Cblack%7Cbrown', object: 'color=R%7C100%7CG%7C200%7CB%7C150' }],
  ['tabDelimited', false, { array: 'color=blue%09black%09brown', object: 'color=R%09100%09G%09200%09B%09150' }],
  ['deepObject', true, { object: 'color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150' }],
]
const inCookie: readonly Row[] = [
  [
    'form',
    false,
    { empty: 'color=', string: 'color=blue', array: 'color=blue,black,brown', object: 'color=R,100,G,200,B,150' },
  ],
  [
    'form',
    true,
    {
      empty: 'color=',
      string: 'color=blue',
      array: 'color=blue; color=black; color=brown',
      object: 'R=100; G=200; B=150',
    },
  ],
]
const inHeader: readonly Row[] = [
  ['simple', false, { empty: '', string: 'blue', array: 'blue,black,brown', object: 'R,100,G,200,B,150' }],
  ['simple', true, { empty: '', string: 'blue', array: 'blue,black,brown', object: 'R=100,G=200,B=150' }],
]

const cases = (rows: readonly Row[]) =>
  rows.flatMap(([style, explode, expected]) =>
    Object.entries(expected).map(([kind, text]) => ({ style, explode, kind: kind as keyof typeof colors, text })),
  )

async function sent(parameter: Omit<Parameter, 'name' | 'value'>, value: unknown, more: Partial<Parameter> = {}) {
  await using service = await startService((_seen, response) => json(response, {}))
  const path = parameter.in === 'path' ? '/at/{color}/end' : '/at'
  const own = { name: 'color', value: literal(value as never), ...parameter, ...more }
  await invoke(bound(service, action({ path, parameters: [own] })), request())
  const [seen] = service.seen
  return { url: seen?.url.replace(/^\/api\/at/, '') ?? '', headers: seen?.headers ?? {} }
}

describe('the table of styles', () => {
  test.each(cases(inPath))('in a path, $style, explode $explode: $kind', async ({ style, explode, kind, text }) => {
    expect((await sent({ in: 'path', style, explode }, colors[kind])).url).toBe(`/${text}/end`)
  })

  test.each(cases(inQuery))('in a query, $style, explode $explode: $kind', async ({ style, explode, kind, text }) => {
    expect((await sent({ in: 'query', style, explode }, colors[kind])).url).toBe(`?${text}`)
  })

  test.each(cases(inCookie))('in a cookie, $style, explode $explode: $kind', async ({ style, explode, kind, text }) => {
    expect((await sent({ in: 'cookie', style, explode }, colors[kind])).headers.cookie).toBe(text)
  })

  test.each(cases(inHeader))('in a header, $style, explode $explode: $kind', async ({ style, explode, kind, text }) => {
    expect((await sent({ in: 'header', style, explode }, colors[kind])).headers.color).toBe(text)
  })

  test.each(['matrix', 'label', 'simple'] as const)(
    'an empty list or object in a path, %s, is refused',
    async (style) => {
      for (const nothing of [[], {}, [null]])
        await expect(sent({ in: 'path', style, explode: true }, nothing)).rejects.toMatchObject({
          code: 'path-refused',
        })
    },
  )

  test.each(['', null])('an empty value in a path, simple and label, is refused: %j', async (value) => {
    for (const style of ['label', 'simple'] as const)
      await expect(sent({ in: 'path', style }, value)).rejects.toMatchObject({ code: 'path-refused' })
  })
})

test.each([
  ['query', ['a', 'b'], '?color=a&color=b'],
  ['query', { R: 1 }, '?R=1'],
  ['path', ['a', 'b'], '/a,b/end'],
] as const)('without a style, a %s has its default: %j', async (place, value, url) => {
  expect((await sent({ in: place }, value)).url).toBe(url)
})

test.each([
  [[], ''],
  [{}, ''],
  [null, ''],
  [['a', null, 'b'], '?color=a&color=b'],
  [{ a: null, b: 1 }, '?b=1'],
])('what is nothing is left out: %j', async (value, url) => {
  expect((await sent({ in: 'query' }, value)).url).toBe(url)
})

test('a delimiter inside a value is no delimiter', async () => {
  const value = ['a,b', 'c|d', 'e f', 'g&h=i']
  expect((await sent({ in: 'query', explode: false }, value)).url).toBe('?color=a%2Cb,c%7Cd,e%20f,g%26h%3Di')
  expect((await sent({ in: 'query', style: 'pipeDelimited' }, value)).url).toBe(
    '?color=a%2Cb%7Cc%7Cd%7Ce%20f%7Cg%26h%3Di',
  )
  expect((await sent({ in: 'path' }, value)).url).toBe('/a%2Cb,c%7Cd,e%20f,g%26h%3Di/end')
  expect((await sent({ in: 'path', style: 'matrix', explode: true }, { 'a;b': ';c=d' })).url).toBe(
    '/;a%3Bb=%3Bc%3Dd/end',
  )
})

test('what lies deeper in a deepObject has its path in brackets', async () => {
  const value = { a: { b: [1, 2] }, 'c]d': 'x&y' }
  const { url } = await sent({ in: 'query', style: 'deepObject' }, value)
  expect([...new URLSearchParams(url)]).toEqual([
    ['color[a][b]', '1'],
    ['color[a][b]', '2'],
    ['color[c]d]', 'x&y'],
  ])
})

test('allowReserved leaves reserved characters and triples, but nothing that would end the value', async () => {
  const { url } = await sent({ in: 'query', allowReserved: true }, "a/b:c?d@e!f$g'h(i)j*k,l;m=n%20o %p&q#r+s[t]ü")
  expect(url).toBe('?color=a/b:c?d@e!f$g%27h(i)j*k,l;m=n%20o%20%25p%26q%23r%2Bs%5Bt%5D%C3%BC')
})

test('a parameter with a media type is written as that', async () => {
  const value = { a: [1], b: 'x&y' }
  const { url } = await sent({ in: 'query', mediaType: 'application/json' }, value)
  expect(new URLSearchParams(url).get('color')).toBe(JSON.stringify(value))
  expect((await sent({ in: 'header', mediaType: 'application/json' }, value)).headers.color).toBe(JSON.stringify(value))
  expect((await sent({ in: 'path', mediaType: 'application/json' }, [1])).url).toBe('/%5B1%5D/end')
})
