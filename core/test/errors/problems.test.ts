import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const pages = { problems: page('problems'), flow: page('flow') }

interface Area {
  readonly page: keyof typeof pages
  readonly sections: readonly string[]
  /** What of the sources tells of these problems. */
  readonly sources: readonly string[]
}

const areas: Readonly<Record<string, Area>> = {
  connectors: {
    page: 'problems',
    sections: ['The entry', 'The text', 'The structure', 'Servers and authentication', 'Operations', 'Schemas'],
    sources: ['core/src/load/', 'core/src/validate/', 'core/src/execute/code-format.ts', 'core/src/stage/claimed.ts'],
  },
  connections: { page: 'problems', sections: ['Connections'], sources: ['core/src/connect/'] },
  values: { page: 'problems', sections: ['Inputs and outputs'], sources: ['core/src/invoke/'] },
  usages: {
    page: 'problems',
    sections: ['Usages and approvals'],
    sources: ['core/src/usage/', 'core/src/stage/corrections.ts', 'core/src/stage/assert-seen.ts'],
  },
  reports: {
    page: 'problems',
    sections: ['Reports'],
    sources: ['core/src/diff/', 'core/src/impact/', 'core/src/cli/'],
  },
  imports: {
    page: 'problems',
    sections: ['Imports and exports'],
    sources: ['core/src/load/write/', 'core/src/cli/import/'],
  },
  declarations: { page: 'problems', sections: ['Declarations'], sources: ['core/src/types/'] },
  flows: { page: 'flow', sections: ['Problems'], sources: ['plugins/flows/src/'] },
}

/** Codes that are put together, by the file that does so. */
const composed: Readonly<Record<string, readonly string[]>> = {
  'core/src/validate/connector/check-templates.ts': ['input-unknown', 'setting-unknown'],
}

const sources = ['core/src', 'plugins/flows/src'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ file: `${folder}/${file}`, text: readFileSync(join(root, folder, file), 'utf8') })),
)

const told = sources.flatMap(({ file, text }) =>
  [...codesIn(text), ...(composed[file] ?? [])].map((code) => ({ file, code })),
)

describe.each(Object.entries(areas))('the reference of problems: %s', (_name, { page, sections, sources }) => {
  const tables = sections.map((section) => ({ section, codes: codesOf(pages[page], section) }))
  const documented = tables.flatMap(({ codes }) => codes)
  const used = told.filter(({ file }) => sources.includes(sourceOf(file) ?? ''))

  it('has each code that the sources tell, and no other', () => {
    expect(used.length).toBeGreaterThan(0)
    expect([...documented].sort()).toEqual([...new Set(used.map(({ code }) => code))].sort())
  })

  it.each(tables)('is sorted: $section', ({ codes }) => {
    expect(codes).toEqual([...codes].sort())
  })
})

it('knows where every problem comes from', () => {
  expect(told.filter(({ file }) => sourceOf(file) === undefined)).toEqual([])
  const composing = sources.filter(({ text }) => /\bcode(?::| =) `[^`\n]*\$\{/.test(text)).map(({ file }) => file)
  expect(composing).toEqual(Object.keys(composed))
})

/** The nearest that a file belongs to: rooms have corners of their own. */
function sourceOf(file: string): string | undefined {
  const found = Object.values(areas).flatMap((area) => area.sources.filter((source) => file.startsWith(source)))
  return found.sort((a, b) => b.length - a.length)[0]
}

function page(name: string): string {
  return readFileSync(join(root, `docs/reference/${name}.md`), 'utf8')
}

/** The codes that a source gives to problems: `code: 'a'`, `code = b ? 'a' : 'c'`, `problem('a', …)`. */
function codesIn(text: string): string[] {
  const given = text.matchAll(/\bcode(?::| =) ((?:[^,\n]|\n\s+[?:])*)|\bproblem\(\s*('[a-z-]+')/g)
  return [...given].flatMap(([, expression = '', argument = '']) =>
    [...(expression + argument).matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)].map(([, code = '']) => code),
  )
}

function codesOf(text: string, section: string): string[] {
  const [, body = ''] = text.split(`\n## ${section}\n`)
  const [own = ''] = body.split('\n## ')
  return [...own.matchAll(/^\| (`[^|]*`) +\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([a-z-]+)`/g)].map(([, code = '']) => code),
  )
}
