import { describe, expect, it } from 'vitest'
import { evaluate, evaluateText, parseExpression, type Scope } from '../src/expression/index.ts'

const scope: Scope = {
  connectionParameter: (name) => (name === 'cat' ? 'bar' : undefined),
  header: (name) => (name.toLowerCase() === 'test' ? 'foo' : undefined),
  queryParameter: (name) => (name === 'v' ? '2' : undefined),
  body: { files: [{ at: 't1', '@odata.id': 'x', "it's": 1 }], n: 7, none: null },
  item: { id: 'i-1' },
  method: 'POST',
}

/** "Expressions", policy templates of custom connectors. */
describe('an expression', () => {
  it.each<[string, unknown]>([
    ["https://@connectionParameters('cat').abc.example/x", 'https://bar.abc.example/x'],
    ["@ConnectionParameters( 'cat' , 'd' )", 'bar'],
    ["@connectionParameters('no','d''e')", "d'e"],
    ['a@headers(\'Test\')b@header("test")', 'afoobfoo'],
    ["@queryParameters('v')/@queryParameters('w', '')", '2/'],
    ['@Request.OriginalHTTPMethod', 'POST'],
    ["@body().files[0]['@odata.id']", 'x'],
    ["@body()?['files']?[0]?['it''s']", 1],
    ['@body().n', 7],
    ['@body().no.where', undefined],
    ['{@body().files[0].at} and {@body().n}', 't1 and 7'],
    ['at gt @{body().files[0].at}!', 'at gt t1!'],
    ['@{triggerBody().n}', 7],
    ["'{@item()['id']}'", "'i-1'"],
    ['[@body().none]', '[]'],
  ])('%s', (text, expected) => {
    expect(evaluate(parseExpression(text), scope)).toEqual(expected)
  })

  it.each([
    'me@example.com',
    '@odata.nextLink',
    '@constructor()',
    "@toString('x')",
    '@body',
    '{id}',
    '@{',
    "@headers('x",
    '@__proto__()',
  ])('is text that begins nothing: %s', (text) => expect(evaluateText(parseExpression(text), scope)).toBe(text))

  it('takes no time that grows faster than its text', () => {
    const began = performance.now()
    for (const text of ['@'.repeat(20_000), "@headers('".repeat(5_000), '{@'.repeat(10_000), '@body()'.repeat(5_000)])
      parseExpression(text)
    expect(performance.now() - began).toBeLessThan(5_000)
  })
})
