import type { Connector, SourceEntry } from '@jackfield/core'
import { expect, it } from 'vitest'
import { corpusEntries, corpusFolder } from '../bench/corpus.ts'
import { powerPlatformFormat } from '../src/index.ts'

const format = powerPlatformFormat()

/** What somebody may look for in a connector and would not find by these words. */
function hidden(words: readonly string[] | null | undefined, connector: Connector | undefined): readonly string[] {
  if (words == null || connector === undefined) return []
  const known = new Set(words.flatMap((text) => text.toLowerCase().split(/\s+/)))
  const said = Object.values(connector.operations).flatMap(({ id, title, description }) =>
    `${connector.id}.${id} ${title} ${description ?? ''}`.toLowerCase().split(/\s+/),
  )
  return said.filter((word) => word !== '' && !known.has(word))
}

/** What a look says, as it is in the connector that is read. */
async function both(given: SourceEntry) {
  const { connector } = await format.read(given)
  const { id, version, title, description, publisher } = connector ?? { id: '', version: '', title: '' }
  const about = {
    title,
    ...(description !== undefined && { description }),
    ...(publisher !== undefined && { publisher }),
  }
  const words = format.words?.(given)
  return {
    peeked: (await format.peek?.(given)) ?? null,
    read: connector === undefined ? null : { id, version, about },
    words,
    hidden: hidden(words, connector),
  }
}

function folder(files: Readonly<Record<string, unknown>>): SourceEntry {
  const found = Object.entries(files).map(([path, content]) => ({ path, bytes: Buffer.from(JSON.stringify(content)) }))
  return { name: 'My shop', path: 'My shop', kind: 'folder', files: found }
}

const definition = { swagger: '2.0', info: { title: 'Shop', version: '2', contact: { name: 'Ada' } }, paths: {} }

it('says what reading a folder says', async () => {
  for (const files of [
    { 'apiDefinition.swagger.json': definition },
    { 'apiDefinition.swagger.json': definition, 'apiProperties.json': { properties: { publisher: ' Contoso ' } } },
    { 'ApiDefinition.swagger.json': definition, 'APIProperties.json': { properties: {} } },
  ]) {
    const { peeked, read } = await both(folder(files))
    expect(read?.id).toBe('my-shop')
    expect(peeked).toEqual(read)
  }
  expect(await format.peek?.(folder({ 'apiDefinition.swagger.json': [], 'apiProperties.json': {} }))).toBe(null)
})

const corpus = corpusFolder()
it.skipIf(corpus === undefined)(
  'says it of connectors that nobody here wrote (skipped without the corpus)',
  { timeout: 120_000 },
  async () => {
    const pairs = await Promise.all(corpusEntries(corpus ?? '').map(both))
    expect(pairs.map(({ peeked }) => peeked)).toEqual(pairs.map(({ read }) => read))
    expect(pairs.flatMap(({ hidden }) => hidden)).toEqual([])
    expect(pairs.filter(({ words }) => words !== null).length / pairs.length).toBeGreaterThan(0.9)
  },
)
