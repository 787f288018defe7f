import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { withProgress } from '../../src/cli/progress.ts'
import { openFolder } from './command-line.ts'

async function shown(terminal: boolean, work: () => Promise<unknown>): Promise<string> {
  let err = ''
  const io = {
    cwd: '.',
    env: {},
    terminal,
    out: () => expect.unreachable(),
    err(text: string) {
      err += text
    },
  }
  await withProgress(io, 'reading', work).catch(() => undefined)
  return err
}

it('shows on a terminal what takes long, and takes it away again, also when it fails', async () => {
  const long = () => sleep(750)
  const failing = async () => {
    await long()
    throw new Error('no')
  }
  for (const text of await Promise.all([shown(true, long), shown(true, failing)])) {
    const [start, ...frames] = text.split('\r')
    expect([start, frames.pop()]).toEqual(['', '\u001b[2K'])
    expect(frames.length).toBeGreaterThan(0)
    for (const frame of frames) expect(frame).toMatch(/^[|/\\-] reading$/)
  }
})

it('shows nothing of what is done soon, nor anywhere but on a terminal', async () => {
  const soon = shown(true, async () => 'done')
  const elsewhere = shown(false, () => sleep(750))
  expect(await Promise.all([soon, elsewhere])).toEqual(['', ''])
  await using folder = await openFolder()
  const quick = await folder.jackfieldIn({ terminal: true }, 'check', 'base')
  expect(quick).toEqual(await folder.jackfield('check', 'base'))
})
