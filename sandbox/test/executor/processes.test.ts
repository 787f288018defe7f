import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createKernel, type Kernel, type Problem, sqlite } from '@jackfield/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type SandboxOptions, sandbox } from '../../src/index.ts'

const organisation = 'pune'
const isLinux = process.platform === 'linux'
const undo: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

/** A kernel over connectors of one file each, and how many guests it has. */
async function start(
  modules: Readonly<Record<string, string>>,
  options: SandboxOptions = {},
): Promise<{ readonly kernel: Kernel; readonly dir: string }> {
  const dir = await mkdtemp(join(tmpdir(), 'jackfield processes '))
  undo.push(() => rm(dir, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(modules)) await writeFile(join(dir, name), text)
  const kernel = await createKernel({ plugins: [{ dir }], extensions: [sandbox(options)], store: sqlite(':memory:') })
  undo.push(() => kernel[Symbol.asyncDispose]())
  return { kernel, dir }
}

/** An action that says since when its process lives, and one that ends it. */
const counter = (id: string): string => `
let calls = 0
export default {
  id: '${id}', version: '1.0.0', title: 'Counter',
  actions: {
    count: { effect: 'read', run: () => (calls += 1) },
    wait: { effect: 'read', run: (_input, { clock }) => clock.sleep(400).then(() => null) },
    fill: { effect: 'once', run() { const all = []; for (;;) all.push(new Array(1e5).fill({})) } },
  },
}`

const count = async (kernel: Kernel, id: string, organisationOf: string = organisation): Promise<unknown> =>
  (await kernel.invoke(`${id}.count`, { organisation: organisationOf })).output

describe('a guest', () => {
  it('lives for one organisation, until its memory is over or the kernel closes', async () => {
    const { kernel } = await start({ 'one.js': counter('one') }, { memory: 32 })
    expect([await count(kernel, 'one'), await count(kernel, 'one')]).toEqual([1, 2])
    expect(await count(kernel, 'one', 'thane')).toBe(1)
    await expect(kernel.invoke('one.fill', { organisation })).rejects.toMatchObject({
      code: 'connector-failed',
      doubt: false,
    })
    expect(await count(kernel, 'one')).toBe(1)
    expect(await count(kernel, 'one', 'thane')).toBe(2)
  })

  it('makes room for others when it is idle, and others wait while it is not', async () => {
    const modules = { 'one.js': counter('one'), 'two.js': counter('two'), 'three.js': counter('three') }
    const { kernel } = await start(modules, { guests: 2 })
    for (const id of ['one', 'two', 'one', 'three', 'one']) await count(kernel, id)
    expect([await count(kernel, 'one'), await count(kernel, 'three'), await count(kernel, 'two')]).toEqual([4, 2, 1])
    const busy = ['two', 'three'].map((id) => kernel.invoke(`${id}.wait`, { organisation }))
    expect(await count(kernel, 'one')).toBe(1)
    await Promise.all(busy)
  })

  it('ends when it was idle for a while', async () => {
    const { kernel } = await start({ 'one.js': counter('one') }, { idle: 100 })
    expect([await count(kernel, 'one'), await count(kernel, 'one')]).toEqual([1, 2])
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(await count(kernel, 'one')).toBe(1)
  })

  it.runIf(isLinux)('has an empty environment and folder, and leaves nothing behind', async () => {
    const { kernel } = await start({ 'one.js': counter('one') })
    const before = await guestFolders()
    await count(kernel, 'one')
    const [folder = ''] = (await guestFolders()).filter((one) => !before.includes(one))
    expect(await readdir(join(tmpdir(), folder))).toEqual([])
    const pids = await processesIn(join(tmpdir(), folder))
    expect(pids).toHaveLength(2)
    for (const pid of pids) expect(await readFile(`/proc/${pid}/environ`, 'utf8')).not.toMatch(/PATH=|HOME=/)
    await kernel[Symbol.asyncDispose]()
    expect(existsSync(join(tmpdir(), folder))).toBe(false)
    expect(await processesIn(join(tmpdir(), folder))).toEqual([])
  })

  it.runIf(isLinux)('does not outlive a host that is killed, even in a loop', async () => {
    const marker = `loop-${process.pid}-${Date.now()}`
    const path = fileURLToPath(new URL('../../src/executor/start-process.ts', import.meta.url))
    const script = `const marker = ${JSON.stringify(marker)}; for (;;) {}`
    const options = `{ script: ${JSON.stringify(script)}, memory: 64, message() {}, ended() {} }`
    const host = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      `import { startProcess } from ${JSON.stringify(path)}; startProcess(${options}); setInterval(() => {}, 1000)`,
    ])
    const isLooping = async (): Promise<boolean> =>
      (await commandLines()).some((line) => line.includes('--frozen-intrinsics') && line.includes(marker))
    await vi.waitUntil(isLooping, { timeout: 10_000, interval: 100 })
    host.kill('SIGKILL')
    await vi.waitUntil(async () => !(await isLooping()), { timeout: 5_000, interval: 50 })
  })
})

it('says what of the code can’t be read, and where', async () => {
  const failed: Problem[] = []
  const dir = await mkdtemp(join(tmpdir(), 'jackfield processes '))
  undo.push(() => rm(dir, { recursive: true, force: true }))
  await mkdir(join(dir, 'broken'))
  await writeFile(join(dir, 'broken', 'connector.ts'), "import './order.ts'\nexport default {}")
  await writeFile(join(dir, 'broken', 'order.ts'), 'export const order = {\n  id: \n}')
  await using _kernel = await createKernel({
    plugins: [{ dir }],
    extensions: [sandbox()],
    store: sqlite(':memory:'),
    on: { 'connector:failed': ({ problems }) => void failed.push(...problems) },
  })
  const message = expect.stringMatching(/^Its definition can't be read: (Unexpected|Expected)[^:]*\.$/)
  expect(failed).toMatchObject([{ message, file: expect.stringMatching(/broken.order\.ts$/), line: 3, column: 1 }])
})

it('takes the executor on the command line', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'jackfield processes '))
  undo.push(() => rm(dir, { recursive: true, force: true }))
  const entry = fileURLToPath(new URL('../../dist/index.js', import.meta.url))
  await writeFile(
    join(dir, 'jackfield.config.mjs'),
    `import { sandbox } from ${JSON.stringify(entry)}\nexport default { extensions: [sandbox()] }`,
  )
  await writeFile(join(dir, 'one.js'), counter('one'))
  await writeFile(join(dir, 'two.js'), counter('two').replace("version: '1.0.0'", 'version: 1'))
  const bin = fileURLToPath(new URL('../../../core/bin/jackfield.js', import.meta.url))
  const run = (...args: string[]): Promise<{ code: unknown; output: string }> =>
    new Promise((resolve) =>
      execFile(process.execPath, [bin, ...args], { cwd: dir }, (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, output: stdout + stderr }),
      ),
    )
  expect(await run('check', 'one.js')).toMatchObject({ code: 0 })
  expect(await run('check', 'two.js')).toMatchObject({ code: 1, output: expect.stringContaining('two.js') })
  await rm(join(dir, 'two.js'))
  expect(await run('invoke', 'one.count', '--plugins', '.')).toMatchObject({
    code: 0,
    output: expect.stringContaining('1'),
  })
  await writeFile(join(dir, 'two.js'), counter('one').replace('calls += 1', 'calls += 2'))
  const diff = await run('diff', '--base', 'one.js', '--revision', 'two.js', '--format', 'json')
  expect(diff.output).toContain('operation.code')
})

async function guestFolders(): Promise<readonly string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith('jackfield-guest-'))
}

async function processesIn(folder: string): Promise<readonly string[]> {
  const { readlink } = await import('node:fs/promises')
  const found: string[] = []
  for (const pid of await pids()) if ((await readlink(`/proc/${pid}/cwd`).catch(() => '')) === folder) found.push(pid)
  return found
}

async function commandLines(): Promise<readonly string[]> {
  return Promise.all((await pids()).map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')))
}

async function pids(): Promise<readonly string[]> {
  return (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
}
