import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const repository = join(import.meta.dirname, '../../..')

/** A document with one operation that reads; its revision has another path. */
const shop = (server: string, path = '/orders/{id}') =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Shop', version: '1' },
    servers: [{ url: server }],
    paths: {
      [path]: {
        get: {
          operationId: 'getOrder',
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          responses: { 200: { description: 'It', content: { 'application/json': { schema: { type: 'object' } } } } },
        },
      },
    },
  })

describe("the command line in a stranger's folder, whose package.json lists this package", { timeout: 60_000 }, () => {
  let dir = ''
  const server = createServer(({ url }, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ url }))
  })
  const jackfield = (...argv: readonly string[]) =>
    new Promise<{ code: number; out: string; err: string }>((done) => {
      const bin = join(dir, 'node_modules/@jackfield/core/bin/jackfield.js')
      execFile(process.execPath, [bin, ...argv], { cwd: dir }, (error, out, err) =>
        done({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
      )
    })

  beforeAll(async () => {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    dir = await mkdtemp(join(tmpdir(), 'jackfield stranger '))
    await mkdir(join(dir, 'node_modules/@jackfield'), { recursive: true })
    for (const [name, folder] of Object.entries({ core: 'core', openapi: 'plugins/openapi', flows: 'plugins/flows' }))
      await symlink(join(repository, folder), join(dir, 'node_modules/@jackfield', name))
    await mkdir(join(dir, 'many'))
    await writeFile(
      join(dir, 'package.json'),
      '{ "dependencies": { "@jackfield/core": "1", "@jackfield/flows": "1", "@jackfield/openapi": "1" } }',
    )
    await writeFile(join(dir, 'many/shop.json'), shop(origin))
    await writeFile(join(dir, 'many/Stall API.json'), shop(origin))
    await writeFile(join(dir, 'revision.json'), shop(origin, '/bills/{id}'))
  })
  afterAll(async () => {
    server.close()
    await rm(dir, { recursive: true, force: true })
  })

  it('checks one document, and a folder of many', async () => {
    const one = await jackfield('check', 'many/shop.json')
    expect(one).toMatchObject({ code: 0, out: expect.stringMatching(/^1 connector, 0 problems, 1 warning$/m) })
    const many = await jackfield('check', 'many')
    expect(many).toMatchObject({ code: 0, out: expect.stringMatching(/^2 connectors, 0 problems, 2 warnings$/m) })
    const { out } = await jackfield('check', 'many', '--coverage', '--format', 'json')
    expect(JSON.parse(out)).toMatchObject({ connectors: 2, operations: 2, runnable: { connectors: 2, operations: 2 } })
  })

  it('compares documents, and says what that does to flows', async () => {
    const sides = ['--base', 'many/shop.json', '--revision', 'revision.json', '--format', 'json']
    const diff = JSON.parse((await jackfield('diff', ...sides)).out)
    expect(diff).toMatchObject({ level: 'risky', changes: [{ kind: 'operation.path', operation: 'getOrder' }] })
    // What is warned of is so on both sides.
    expect(diff).toMatchObject({ complete: true, problems: [] })
    const impact = await jackfield('impact', ...sides, '--flows', 'many')
    expect(JSON.parse(impact.out)).toMatchObject({ schema: 'jackfield.impact/1', complete: false })
  })

  it('writes types and pages of them', async () => {
    expect((await jackfield('types', 'many', '-o', 'types')).code).toBe(0)
    expect(await readFile(join(dir, 'types/stall-api.d.ts'), 'utf8')).toContain('getOrder')
    expect((await jackfield('docs', 'many', '-o', 'pages')).code).toBe(0)
    expect(await readFile(join(dir, 'pages/shop.md'), 'utf8')).toContain('Shop')
  })

  it('invokes an operation of one', async () => {
    const { port } = server.address() as AddressInfo
    const allowed = ['--allow-origin', `http://127.0.0.1:${port}`]
    const called = await jackfield('invoke', 'shop.getOrder', '--plugins', 'many', '--input', '{"id":"7"}', ...allowed)
    expect(called).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(called.out)).toEqual({ url: '/orders/7' })
  })

  it('imports and exports them as the same connectors', async () => {
    expect(await jackfield('import', 'many', '-o', 'manifests')).toMatchObject({ code: 0 })
    expect(await jackfield('export', 'manifests/shop', '-o', 'again.yaml')).toMatchObject({
      code: 0,
      out: 'again.yaml\n',
    })
    for (const revision of ['manifests/shop', 'again.yaml'])
      expect(await jackfield('diff', '--base', 'many/shop.json', '--revision', revision)).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^no change/),
      })
    const printed = await jackfield('export', 'many/shop.json')
    expect(JSON.parse(printed.out)).toMatchObject({ openapi: '3.1.0', paths: { '/orders/{id}': { get: {} } } })
    expect(await jackfield('export', 'many')).toMatchObject({ code: 2, out: '' })
  })
})
