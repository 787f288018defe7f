import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keyFile } from '../../src/connect/index.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jackfield key '))
})
afterEach(() => rm(folder, { recursive: true }))

test('makes a key that only its owner may read, and reads it from then on', async () => {
  const path = join(folder, 'state', 'key')
  const key = await keyFile(path).key()
  expect(key).toHaveLength(32)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await keyFile(path).key()).toEqual(key)
  expect(await readdir(join(folder, 'state'))).toEqual(['key'])
})

test('processes that start at once agree on one key', async () => {
  const path = join(folder, 'key')
  const source = new URL('../../src/connect/key-file.ts', import.meta.url).href
  const script = `import { keyFile } from ${JSON.stringify(source)}
    const keys = await Promise.all(Array.from({ length: 8 }, () => keyFile(process.argv[1]).key()))
    console.log(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size, Buffer.from(keys[0]).toString('hex'))`
  const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, path])
  const answers = await Promise.all([run(), run(), run()])
  const hex = (await readFile(path)).toString('hex')
  expect(answers.map(({ stdout }) => stdout.trim())).toEqual(Array(3).fill(`1 ${hex}`))
  expect(await readdir(folder)).toEqual(['key'])
})

test('refuses a file that others may read, saying what to do', async () => {
  const path = join(folder, 'key')
  await writeFile(path, new Uint8Array(32), { mode: 0o600 })
  for (const mode of [0o640, 0o604, 0o660]) {
    await chmod(path, mode)
    await expect(keyFile(path).key()).rejects.toMatchObject({ code: 'key-wrong', hint: `chmod 600 '${path}'` })
  }
  await chmod(path, 0o400)
  expect(await keyFile(path).key()).toHaveLength(32)
})

test.each([0, 31, 33, 64])('refuses a file of %i bytes, and leaves it as it is', async (length) => {
  const path = join(folder, 'key')
  await writeFile(path, new Uint8Array(length), { mode: 0o600 })
  await expect(keyFile(path).key()).rejects.toMatchObject({
    code: 'key-wrong',
    message: expect.stringContaining(`${length} bytes`),
  })
  expect(await readFile(path)).toHaveLength(length)
})

test('says so where the file can neither be read nor made', async () => {
  await writeFile(join(folder, 'file'), '')
  await expect(keyFile(join(folder, 'file', 'key')).key()).rejects.toMatchObject({ code: 'key-missing' })
  await expect(keyFile(folder).key()).rejects.toMatchObject({ code: expect.stringMatching(/^key-/) })
})
