import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const module = fileURLToPath(new URL('../../src/connect/url-pattern.ts', import.meta.url))

/** Matches new names until it is told to stop, then says how many were refused. */
const matching = `
  import { matchesWhole } from ${JSON.stringify(module)}
  let count = 0
  let refused = 0
  const match = () => {
    for (let round = 0; round < 50; round += 1) {
      count += 1
      if (!matchesWhole('[a-z0-9.-]+', 'tracker-' + count)) refused += 1
    }
    setImmediate(match)
  }
  process.stdin.once('data', () => { console.log(JSON.stringify({ count, refused })); process.exit() })
  console.log('begun')
  match()`

async function printed(child: ChildProcess): Promise<string> {
  const [text] = (await once(child.stdout as NonNullable<typeof child.stdout>, 'data')) as [Buffer]
  return text.toString().trim()
}

test.skipIf(process.platform === 'win32')('a process that gets no time to run refuses nothing for that', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', matching], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  try {
    expect(await printed(child)).toBe('begun')
    for (let pause = 0; pause < 8; pause += 1) {
      await sleep(20)
      child.kill('SIGSTOP')
      await sleep(150)
      child.kill('SIGCONT')
    }
    child.stdin?.write('stop')
    const { count, refused } = JSON.parse(await printed(child))
    expect(count).toBeGreaterThanOrEqual(50)
    expect(refused).toBe(0)
  } finally {
    child.kill('SIGKILL')
  }
})
