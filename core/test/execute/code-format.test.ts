import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createExecutors } from '../../src/execute/index.ts'
import { loadEntry, loadPath, manifestFormat } from '../../src/load/index.ts'
import type { ConnectorId } from '../../src/model/index.ts'

const folders: string[] = []

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'jackfield code '))
  folders.push(folder)
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return folder
}

const formats = (...trust: string[]) => [
  createExecutors({ installed: [], trust: trust as ConnectorId[] }).format('host'),
  manifestFormat(),
]

const bell = `export default { id: 'bell', version: '1.0.0', title: 'Bell', actions: { ring: { effect: 'read', run: () => 1 } } }`

describe('a connector in code', () => {
  it('is refused without an executor, with a hint', async () => {
    const root = await folderOf({ 'a/connector.ts': 'export default {}', 'b.js': '' })
    for (const [name, file] of [
      ['a', 'a/connector.ts'],
      ['b.js', 'b.js'],
    ] as const)
      expect((await loadEntry(join(root, name), { formats: formats() }))?.problems).toMatchObject([
        { code: 'executor-missing', file: join(root, file), hint: expect.stringContaining('sandbox()') },
      ])
    expect(await loadPath(join(root, 'a'), { formats: formats() })).toMatchObject({
      single: true,
      connectors: [{ problems: [{ code: 'executor-missing' }] }],
    })
  })

  it('keeps the text of what it runs, and names its module by it', async () => {
    const root = await folderOf({ 'bell/connector.js': bell, 'bell/README.md': 'One', 'bell/more.json': '{}' })
    const loaded = await loadEntry(join(root, 'bell'), { formats: formats('bell') })
    expect(loaded?.files).toMatchObject([{ path: 'README.md' }, { path: 'connector.js', text: bell }, { text: '{}' }])
    expect(loaded?.files[0]).not.toHaveProperty('text')
    const module = loaded?.connector?.operations.ring?.code?.module
    expect(module).toMatch(/^[0-9a-f]{64}$/)
    await writeFile(join(root, 'bell', 'README.md'), 'Two')
    const again = await loadEntry(join(root, 'bell'), { formats: formats('bell') })
    expect(again?.connector?.operations.ring?.code?.module).toBe(module)
  })

  it('is ambiguous beside a manifest', async () => {
    const root = await folderOf({ 'bell/connector.js': bell, 'bell/connector.yaml': 'jackfield: 1' })
    const loaded = await loadEntry(join(root, 'bell'), { formats: formats('bell') })
    expect(loaded?.problems).toMatchObject([{ code: 'manifest-ambiguous' }])
  })

  it('is as valid as a manifest has to be', async () => {
    const text = bell.replace("effect: 'read'", "effect: 'maybe', made: new Date()")
    const root = await folderOf({ 'bell.mjs': text })
    const loaded = await loadEntry(join(root, 'bell.mjs'), { formats: formats('bell') })
    expect(loaded).toMatchObject({ id: 'bell' })
    expect(loaded?.problems.map(({ code }) => code)).toContain('value-not-json')
    expect(loaded?.problems.every(({ file }) => file === join(root, 'bell.mjs'))).toBe(true)
  })

  it('is trusted under its own name only, and in folders of the host', async () => {
    const root = await folderOf({ 'ledger.js': bell, 'bell.js': bell })
    const named = await loadEntry(join(root, 'ledger.js'), { formats: formats('ledger') })
    expect(named?.problems).toMatchObject([{ code: 'executor-missing', message: expect.stringContaining('"bell"') }])
    const organisations = createExecutors({ installed: [], trust: ['bell' as ConnectorId] }).format('organisation:pune')
    const loaded = await loadEntry(join(root, 'bell.js'), { formats: [organisations] })
    expect(loaded?.problems).toMatchObject([{ code: 'executor-missing' }])
  })

  it('is not what merely configures or tests', async () => {
    const root = await folderOf({ 'jackfield.config.ts': '', 'bell.test.ts': '', 'bell.d.ts': '' })
    for (const name of ['jackfield.config.ts', 'bell.test.ts', 'bell.d.ts'])
      expect(await loadEntry(join(root, name), { formats: formats() })).toBeNull()
  })
})
