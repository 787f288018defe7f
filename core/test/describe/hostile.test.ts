import { expect, it } from 'vitest'
import { describeConnector } from '../../src/describe/index.ts'
import type { Connector } from '../../src/model/index.ts'
import { connectorOf } from './connector-of.ts'
import { parsePage, textOf } from './parse-page.ts'

const hostile = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<!-- never closed',
  '</table></details>',
  '[click](javascript:alert(1))',
  '![i](https://evil.example/x.png)',
  'https://evil.example/track',
  'www.evil.example',
  'mail me@evil.example now',
  '<https://evil.example>',
  '[ref]: https://evil.example',
  '`` ` code',
  '```\nfence\n```',
  '~~~',
  '# heading',
  'title\n===',
  'setext\n---',
  '---',
  '> quote',
  '- item',
  '+ item',
  '1. item',
  '1) item',
  'a | b | c',
  'see https://evil.example/a|b|c|',
  '|',
  'a \\| b \\',
  '**bold** _em_ ~~gone~~',
  '$x$ {{ constructor }} {% raw %}',
  '&lt;b&gt; &amp; &#60;i&#62;',
  'line one\nline two\r\n\r\nnew paragraph\u2028<b>more</b>',
  '\u202Eright to left\u0000\u001b[31mred',
  '    four spaces',
  '\tTab',
  '- [ ] task',
  '[^note]: footnote',
  '@team #1',
  'a  \nb',
  'trailing #',
]

const structure = shapeOf(await describe('Plain'))

it.each(hostile)('leaves %j text, wherever a connector says it', async (text) => {
  const page = parsePage(await describe(text))
  expect(page.all('html')).toEqual([])
  expect(page.all('image')).toEqual([])
  expect(page.links.every((link) => link.startsWith('#'))).toBe(true)
  for (const link of page.links) expect(page.slugs).toContain(decodeURIComponent(link.slice(1)))
  expect(shapeOf(await describe(text))).toEqual(structure)
})

it.each(hostile)('shows %j as it is in a heading', async (text) => {
  const [title] = parsePage(await describe(text)).all('heading')
  const words = text
    .replace(/[\p{Cc}\u2028\u202E]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  expect(title && textOf(title)).toBe(words)
})

async function describe(text: string): Promise<string> {
  const connector = await connectorOf(hostileConnector(text))
  const flow = { id: connector.title, title: connector.title, usages: [usage(connector)] }
  return describeConnector({ connector, revision: { id: 'abc', format: connector.title }, flows: [flow] })
}

function usage({ id, title }: Connector) {
  const at = null
  const supplies = [{ path: [title], from: { kind: 'unknown' } as const, at }]
  const reads = [{ step: title, path: [title], as: 'value', ifAbsent: 'drops', at }] as const
  return { step: title, operation: `${id}.read`, supplies, reads }
}

/** The kinds of blocks, without what runs inside of them. */
function shapeOf(text: string): unknown {
  const outline = (node: ReturnType<typeof parsePage>['root']): unknown =>
    ['paragraph', 'heading', 'tableCell', 'code', 'definition'].includes(node.type)
      ? node.type
      : [node.type, ...(node.children ?? []).map(outline)]
  // A description of two paragraphs is two paragraphs: that is all that a text may do.
  return JSON.stringify(outline(parsePage(text).root)).replace(/("paragraph",)+/g, '"paragraph",')
}

function hostileConnector(text: string): Readonly<Record<string, unknown>> {
  const field = { type: 'string', title: text, description: text, default: text, enum: [text, `${text}.`] }
  return {
    title: text,
    description: `One.\n\n${text}`,
    publisher: text,
    categories: [text],
    settings: { properties: { [text]: field } },
    actions: {
      read: {
        title: text,
        description: `One.\n\n${text}`,
        http: 'GET /things',
        input: { properties: { [text]: field } },
        output: { type: 'object', required: [text], properties: { [text]: { type: 'array', items: field } } },
      },
    },
  }
}
