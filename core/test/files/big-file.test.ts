import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

test('sends and receives 300 MB, by redirect and in gzip, without holding them in memory', async () => {
  const script = fileURLToPath(new URL('big-file-process.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [script, '300'], { timeout: 110_000 })
  const { sent, digests, grown } = JSON.parse(stdout)
  const [own] = digests
  expect(own.bytes).toBe(300 * 1024 * 1024)
  expect(digests).toEqual([own, own, own])
  expect(sent).toEqual({ ...own, length: String(own.bytes), type: 'application/octet-stream' })
  expect(grown).toBeLessThan(100)
}, 120_000)
