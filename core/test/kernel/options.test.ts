import { describe, expect, it } from 'vitest'
import { createKernel, type KernelOptions, sqlite } from '../../src/index.ts'
import { bell, put } from './bell.ts'
import { openHost } from './host.ts'

const wrong: readonly (readonly [name: string, value: unknown, hint: RegExp])[] = [
  ['store', 'state.db', /sqlite\(/],
  ['store', undefined, /sqlite\(/],
  ['plugins', 'plugins', /dir/],
  ['plugins', ['plugins'], /dir/],
  ['plugins', [{}], /dir/],
  ['plugins', [{ dir: '.', scope: 'pune' }], /organisation:/],
  ['plugins', [{ dir: '.', scope: 'organisation:' }], /organisation:/],
  ['connectors', {}, /defineConnector/],
  ['extensions', [() => ({ name: 'x' })], /called/],
  ['extensions', [{ name: 'x' }, { name: 'x' }], /Leave one/],
  ['trust', 'billing', /ids/],
  ['trust', ['Billing'], /ids/],
  ['keyProvider', 'planted-key', /keyFile/],
  ['connectTo', { 'https://api.example.com': 1 }, /origins/],
  ['connectTo', { 'https://api.example.com/path': 'http://127.0.0.1:1' }, /scheme, host and port/],
  ['allowOrigins', 'https://api.example.com', /array/],
  ['allowOrigins', ['api.example.com'], /scheme, host and port/],
  ['files', 'state/files', /fileFolder/],
  ['hold', 'never', /'risky' or 'broken'/],
  ['validateOutput', true, /'warn'/],
  ['pollEvery', 0, /duration/],
  ['pollEvery', 'soon', /duration/],
  ['confirmAfter', -1, /duration/],
  ['rescanEvery', 0, /duration/],
  ['rescanEvery', '30d', /24d/],
  ['closeWithin', 'soon', /duration/],
  ['clock', { now: Date.now }, /sleep/],
  ['log', {}, /debug/],
  ['on', { 'connector:helt': () => {} }, /connector:held/],
  ['on', { 'connector:held': 'x' }, /functions/],
  ['allowOrigin', [], /allowOrigins/],
  ['constructor', 1, /Options/],
]

describe('createKernel', () => {
  it.each(wrong)('refuses %s: %j', async (name, value, hint) => {
    const options = { store: sqlite(':memory:'), [name]: value } as unknown as KernelOptions
    const error = await createKernel(options).catch((failure) => failure)
    expect(error).toMatchObject({ code: 'argument-invalid', hint: expect.stringMatching(hint) })
    expect(error.message).not.toContain('planted')
  })

  it('refuses to start with nothing', async () => {
    await expect(createKernel(undefined as never)).rejects.toMatchObject({ code: 'argument-invalid' })
  })
})

it.each(['', undefined, 'a\nb', 5])('knows no organisation %j', async (organisation) => {
  await using host = await openHost()
  await put(host.plugins, 'bell', bell())
  const kernel = await host.start()
  const whose = { organisation: organisation as string }
  const refused = { code: 'argument-invalid', hint: expect.any(String) }
  await expect(kernel.connections.add({ ...whose, connector: 'bell' })).rejects.toMatchObject(refused)
  await expect(kernel.connections.list(whose)).rejects.toMatchObject(refused)
  await expect(kernel.changes.list(whose)).rejects.toMatchObject(refused)
})

it('asks who decides', async () => {
  await using host = await openHost()
  const kernel = await host.start()
  for (const decide of [kernel.approve, kernel.reject])
    for (const by of [undefined, {}, { by: '' }])
      await expect(decide('chg_x' as never, by as never)).rejects.toMatchObject({ code: 'argument-invalid' })
})
