import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadPath, manifestFormat } from '../../src/load/index.ts'
import type { Connector } from '../../src/model/index.ts'
import { writeTypes } from '../../src/types/index.ts'
import { openProject, type Project } from './compile-project.ts'

/** Text, so that only this test compiles them. */
const hosts = fileURLToPath(new URL('cases', import.meta.url))
const plugins = fileURLToPath(new URL('../../../plugins/connectors', import.meta.url))
let connectors: readonly Connector[]

beforeAll(async () => {
  const loaded = await loadPath(plugins, { formats: [manifestFormat()] })
  connectors = loaded.connectors.flatMap(({ connector }) => connector ?? [])
})

/** Lines that are marked `// error`, as the compiler is to say them. */
async function marked(project: Project, name: string): Promise<string[]> {
  const text = await readFile(join(hosts, `${name}.txt`), 'utf8')
  await project.write(name, text)
  return text.split('\n').flatMap((line, index) => {
    const code = /\/\/ error (TS\d+)/.exec(line)?.[1]
    return code === undefined ? [] : [`${name}:${index + 1} ${code}`]
  })
}

function renamed(connector: Connector): Connector {
  return JSON.parse(JSON.stringify(connector).replaceAll('"sku"', '"itemCode"')) as Connector
}

describe.each([
  { when: 'as the connectors are', strict: false, rename: false, names: ['fits.ts', 'mistakes.ts', 'unknown.ts'] },
  { when: 'strictly', strict: true, rename: false, names: ['fits.ts', 'mistakes.ts', 'strict.ts'] },
  { when: 'after a field was renamed', strict: false, rename: true, names: ['renamed.ts'] },
])('$when', ({ strict, rename, names }) => {
  let project: Project
  beforeAll(async () => {
    project = await openProject()
    const declared = rename ? connectors.map(renamed) : connectors
    await writeTypes({ dir: join(project.dir, 'types'), connectors: declared, unread: [], strict })
  })
  afterAll(() => project[Symbol.asyncDispose]())

  it('compiles, but for the lines that are marked', async () => {
    const expected = await Promise.all(names.map((name) => marked(project, name)))
    expect([...(await project.compile())].sort()).toEqual(expected.flat().sort())
  })
})

it('is JSON where there are no declarations at all', async () => {
  await using project = await openProject()
  expect(await marked(project, 'unknown.ts')).toEqual([])
  expect(await project.compile()).toEqual([])
})
