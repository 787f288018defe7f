import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { codes, load } from './load-one.ts'
import { orders, temporaryFolder } from './temporary-folder.ts'

describe('links', () => {
  it('are followed inside the connector’s folder', async () => {
    const root = temporaryFolder({ 'a/manifests/current.yaml': orders })
    symlinkSync('manifests/current.yaml', join(root, 'a/connector.yaml'))
    expect(await load(join(root, 'a'))).toMatchObject({ id: 'orders', problems: [] })
  })

  it('are refused where they leave it, lead nowhere or go in circles', async () => {
    const root = temporaryFolder({ 'a/connector.yaml': orders, 'b/secret.yaml': 'secret' })
    symlinkSync('../b/secret.yaml', join(root, 'a/secret.yaml'))
    symlinkSync('/etc', join(root, 'a/etc'))
    symlinkSync('nowhere', join(root, 'a/lost'))
    symlinkSync('circle', join(root, 'a/circle'))
    const loaded = await load(join(root, 'a'))
    expect(codes(loaded)).toEqual(Array(4).fill('link-refused'))
    expect(loaded.files.map(({ path }) => path)).toEqual(['connector.yaml'])
    expect(loaded).not.toHaveProperty('connector')
  })

  it('end, also when they lead to a folder above', async () => {
    const root = temporaryFolder({ 'a/connector.yaml': orders })
    symlinkSync('.', join(root, 'a/again'))
    expect(codes(await load(join(root, 'a')))).toContain('entry-too-large')
  })

  it('are refused at the entry itself where they leave the watched folder', async () => {
    const root = temporaryFolder({ 'plugins/b/connector.yaml': orders, 'elsewhere/connector.yaml': orders })
    const plugins = join(root, 'plugins')
    symlinkSync('../elsewhere', join(plugins, 'a'))
    symlinkSync('b', join(plugins, 'c'))
    expect(await load(join(plugins, 'a'), plugins)).toMatchObject({ problems: [{ code: 'link-refused' }], files: [] })
    expect(await load(join(plugins, 'c'), plugins)).toMatchObject({ id: 'orders', problems: [] })
    expect(await load(join(plugins, 'a'))).toMatchObject({ id: 'orders', problems: [] })
  })
})

describe('limits', () => {
  it('hold for the size of a file and of a folder', async () => {
    const mebibytes = (count: number) => new Uint8Array(count * 1024 * 1024)
    const seven = Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`b/${index}.bin`, mebibytes(10)]))
    const root = temporaryFolder({
      'a/connector.yaml': orders,
      'a/big.bin': mebibytes(11),
      'b/connector.yaml': orders,
      ...seven,
    })
    expect(await load(join(root, 'a'))).toMatchObject({
      problems: [{ code: 'entry-too-large', file: join(root, 'a/big.bin') }],
    })
    expect((await load(join(root, 'b'))).problems).toMatchObject([{ code: 'entry-too-large' }])
  })

  it('hold for the number of files', async () => {
    const many = Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [`a/${index}`, '']))
    expect(codes(await load(join(temporaryFolder(many), 'a')))).toContain('entry-too-large')
  })
})
