import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isJackfieldError } from '../../src/errors/index.ts'
import type { Connector } from '../../src/model/index.ts'
import { type TypesOptions, type WrittenTypes, writeTypes } from '../../src/types/index.ts'
import { connector } from './connector.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'jackfield-types-'))
})
afterEach(() => rm(dir, { recursive: true }))

const write = (connectors: readonly Connector[], options: Partial<TypesOptions> = {}): Promise<WrittenTypes> =>
  writeTypes({ dir, connectors, unread: [], strict: false, ...options })

const shop = connector({ id: 'shop', operations: { get: {} } })
const post = connector({ id: 'post', operations: { send: {} } })
const text = (name: string): Promise<string> => readFile(join(dir, name), 'utf8')

async function everything(): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(dir)).sort()
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await text(name)] as const)))
}

it('writes a file a connector and an index, the same from whatever order', async () => {
  expect(await write([shop, post])).toEqual({
    written: ['post.d.ts', 'shop.d.ts'],
    removed: [],
    unchanged: 0,
    warnings: [],
  })
  const first = await everything()
  expect(Object.keys(first)).toEqual(['index.d.ts', 'post.d.ts', 'shop.d.ts'])
  expect(first['index.d.ts']).toContain("import type {} from './post.js'\nimport type {} from './shop.js'\n")
  expect(first['shop.d.ts']).toContain('"shop.get"')
  expect(Object.values(first).join('')).not.toMatch(/20\d\d-\d\d/)
  await rm(dir, { recursive: true })
  await write([post, shop])
  expect(await everything()).toEqual(first)
})

it('leaves alone what is current', async () => {
  await write([shop, post])
  const before = await stat(join(dir, 'post.d.ts'))
  const changed = connector({ id: 'shop', operations: { get: { title: 'Get' } } })
  expect(await write([changed, post])).toMatchObject({ written: ['shop.d.ts'], unchanged: 1 })
  expect((await stat(join(dir, 'post.d.ts'))).mtimeMs).toBe(before.mtimeMs)
  expect((await stat(join(dir, 'post.d.ts'))).ino).toBe(before.ino)
})

it('mends what somebody edited', async () => {
  await write([shop])
  const written = await text('shop.d.ts')
  await writeFile(join(dir, 'shop.d.ts'), written.replace('output: Json', 'output: string'))
  expect(await write([shop])).toMatchObject({ written: ['shop.d.ts'] })
  expect(await text('shop.d.ts')).toBe(written)
})

it('removes what is ours of connectors that are gone, and nothing else', async () => {
  await write([shop, post])
  await writeFile(join(dir, 'own.d.ts'), 'export {}\n')
  await writeFile(join(dir, 'notes.md'), '// Made by "jackfield types"')
  expect(await write([shop])).toMatchObject({ removed: ['post.d.ts'] })
  expect(await readdir(dir)).toEqual(['index.d.ts', 'notes.md', 'own.d.ts', 'shop.d.ts'])
  expect(await text('index.d.ts')).not.toContain('post')
})

it('keeps the file of a connector that can’t be read, and all where it is not known which one that is', async () => {
  await write([shop, post])
  expect(await write([shop], { unread: ['post'] })).toMatchObject({ removed: [], unchanged: 1 })
  expect(await text('index.d.ts')).toContain('./post.js')
  expect(await write([], { unread: [null] })).toMatchObject({ removed: [] })
  expect(await readdir(dir)).toEqual(['index.d.ts', 'post.d.ts', 'shop.d.ts'])
})

it('refuses a folder where a file of other origin is in the way, before it writes any', async () => {
  await writeFile(join(dir, 'shop.d.ts'), 'export const mine: 1\n')
  const refused = await write([post, shop]).catch((error: unknown) => error)
  expect(isJackfieldError(refused) && [refused.code, refused.hint]).toEqual(['argument-invalid', expect.any(String)])
  expect(await everything()).toEqual({ 'shop.d.ts': 'export const mine: 1\n' })
})

it.each(['shop.d.ts', 'index.d.ts'])('refuses a folder where another is called %s', async (name) => {
  await mkdir(join(dir, name))
  const refused = await write([post, shop]).catch((error: unknown) => error)
  expect(isJackfieldError(refused) && refused.message).toContain(`in the way: ${name}.`)
  expect(await readdir(dir)).toEqual([name])
})

it('does not write through a link', async () => {
  const elsewhere = await mkdtemp(join(tmpdir(), 'jackfield-types-'))
  try {
    await write([shop])
    await writeFile(join(elsewhere, 'kept'), await text('shop.d.ts'))
    await rm(join(dir, 'shop.d.ts'))
    await symlink(join(elsewhere, 'kept'), join(dir, 'shop.d.ts'))
    const before = await readFile(join(elsewhere, 'kept'), 'utf8')
    await write([connector({ id: 'shop', operations: { other: {} } })])
    expect(await readFile(join(elsewhere, 'kept'), 'utf8')).toBe(before)
    expect(await text('shop.d.ts')).toContain('"shop.other"')
  } finally {
    await rm(elsewhere, { recursive: true })
  }
})

it('says once for all that other names are not known', async () => {
  await write([shop], { strict: true })
  expect(await text('index.d.ts')).toContain('readonly strict: true')
  await write([shop])
  expect(await text('index.d.ts')).not.toContain('strict')
})

it('keeps the index apart from a connector of that name, and is a module without any', async () => {
  await write([connector({ id: 'index' })])
  expect(await text('index.d.ts')).toContain("import type {} from './index_.js'")
  await write([])
  expect(await readdir(dir)).toEqual(['index.d.ts'])
  expect(await text('index.d.ts')).toContain('export {}')
})
