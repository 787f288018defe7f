import { type ChildProcess, spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { main } from '../../src/cli/index.ts'
import { type Folder, openFlowFolder, openFolder, repository, trackerManifest } from './command-line.ts'

const renamed = (text: string): string =>
  text
    .replaceAll('sku: { type: string }', 'itemCode: { type: string }')
    .replaceAll('sku, quantity', 'itemCode, quantity')

describe('jackfield dev', { timeout: 60_000 }, () => {
  it('tells of every save in one block: what breaks, what is put right, what is a mistake; and ends with Ctrl-C', async () => {
    await using folder = await openFlowFolder()
    await using dev = await startDev(folder, 'revision', '--flows', 'flows')
    const first = await dev.nextBlock()
    expect(first).toMatch(/^\d\d:\d\d:\d\d {2}production-tracker 1\.0\.0 is ready: 2 actions, 1 trigger\n\d\d:/)
    await dev.untilWatching()

    await folder.edit(trackerManifest, renamed)
    const broken = await dev.nextBlock()
    expect(broken).toContain('production-tracker: this would be held, and the base would serve on')
    expect(broken).toContain('broken  restock-on-completion › item')
    expect(broken).toContain('restock-on-completion.yaml:9  trigger.sku')
    expect(broken).toContain('Output "sku" is probably "itemCode" now.')

    await folder.copy('plugins/connectors/production-tracker', 'revision/production-tracker')
    expect(await dev.nextBlock()).toContain('production-tracker: nothing is held any more')

    await folder.edit(trackerManifest, (text) => text.replace('title: Production', 'titel: Production'))
    const mistake = await dev.nextBlock()
    expect(mistake).toMatch(/revision\/production-tracker\/connector\.yaml: \d problems?\n/)
    expect(mistake).toContain('titel')
    expect(mistake).toContain('    hint: ')

    await folder.edit(trackerManifest, (text) => text.replace('titel: Production', 'title: New production'))
    const right = await dev.nextBlock()
    expect(right).toContain('connector.yaml: no problem any more')
    expect(right).toContain('production-tracker has changed in nothing that a flow meets')

    await folder.write('flows/broken.yaml', 'flow: 1\nid: "broken\n')
    expect(await dev.nextBlock()).toContain('broken.yaml: 1 problem')

    await rm(join(folder.dir, 'revision/zoho-inventory'), { recursive: true })
    expect(await dev.nextBlock()).toContain('zoho-inventory: this would be held')

    expect(await dev.end()).toEqual({ code: 0, signal: null })
    expect(dev.out()).not.toContain('\u001b')
  })

  it('takes what puts no flow at risk for the next base', async () => {
    await using folder = await openFolder()
    await using dev = await startDev(folder, 'revision')
    await dev.nextBlock()
    await dev.untilWatching()
    await folder.edit(trackerManifest, renamed)
    const block = await dev.nextBlock()
    expect(block).toContain('production-tracker has changed, and takes effect')
    expect(block).toContain('output.renamed')
    expect(await dev.end()).toEqual({ code: 0, signal: null })
  })

  it('watches one connector by its own folder', async () => {
    await using folder = await openFolder()
    await using dev = await startDev(folder, 'revision/production-tracker')
    expect(await dev.nextBlock()).toContain('production-tracker 1.0.0 is ready')
    await dev.untilWatching()
    await folder.edit(trackerManifest, (text) => text.replace('GET /orders/', 'FETCH /orders/'))
    expect(await dev.nextBlock()).toContain('FETCH')
    expect(await dev.end()).toEqual({ code: 0, signal: null })
  })

  it('accepts with a what is held, and ends with q', async () => {
    await using folder = await openFlowFolder()
    let press: (key: string) => void = () => {}
    let out = ''
    const running = main(['dev', 'revision', '--flows', 'flows'], {
      cwd: folder.dir,
      env: {},
      terminal: false,
      colours: true,
      onKey: (_signal, hear) => {
        press = hear
      },
      out(text) {
        out += text
      },
      err() {},
    })
    const said = async (text: string): Promise<void> => {
      while (!out.includes(text)) await sleep(20)
    }
    await said('is ready')
    await sleep(500)
    await folder.edit(trackerManifest, renamed)
    await said('this would be held')
    expect(out).toContain('\u001b[31mproduction-tracker: this would be held')
    press('a')
    await said('has changed, and takes effect')
    press('q')
    expect(await running).toBe(0)
  })

  it('checks once and ends with --once', async () => {
    await using folder = await openFlowFolder()
    const fine = await folder.jackfield('dev', 'revision', '--flows', 'flows', '--once')
    expect(fine).toMatchObject({ code: 0, err: '', out: expect.stringContaining('is ready') })
    await folder.edit(trackerManifest, (text) => text.replace('title: Production', 'titel: Production'))
    const bad = await folder.jackfield('dev', 'revision', '--once')
    expect(bad.code).toBe(1)
    expect(bad.out).toContain('titel')
    expect(bad.out).toContain('zoho-inventory 1.0.0 is ready')
  })

  it.each([
    [['dev'], 'Watch what?'],
    [['dev', 'base', 'revision'], 'One folder is watched at a time.'],
    [['dev', 'missing', '--flows', 'none'], 'missing (there is no such file or folder), none (there is'],
    [['dev', 'base', '--connection', 'none.json', '--once'], "none.json can't be read"],
  ])('refuses %j', async (line, message) => {
    await using folder = await openFolder()
    const { code, err } = await folder.jackfield(...line)
    expect(code).toBe(2)
    expect(err).toContain(message)
  })
})

interface Dev extends AsyncDisposable {
  out(): string
  /** What is written at one moment, once it is whole. */
  nextBlock(): Promise<string>
  untilWatching(): Promise<void>
  /** As Ctrl-C does. */
  end(): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>
}

async function startDev(folder: Folder, ...line: readonly string[]): Promise<Dev> {
  const child: ChildProcess = spawn(process.execPath, [join(repository, 'core/src/cli.ts'), 'dev', ...line], {
    cwd: folder.dir,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const written = { out: '', err: '', read: 0 }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    written.out += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    written.err += text
  })
  const exited = new Promise<Awaited<ReturnType<Dev['end']>>>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  )
  const until = async (isThere: () => boolean): Promise<void> => {
    for (const end = Date.now() + 20_000; !isThere(); await sleep(20))
      if (Date.now() > end || child.exitCode !== null) throw new Error(`It says only:\n${written.out}\n${written.err}`)
  }
  return {
    out: () => written.out,
    async nextBlock() {
      // A report has empty lines of its own; the next block, or silence, tells that it is whole.
      await until(() => written.out.length > written.read)
      let length = -1
      while (length !== written.out.length) {
        length = written.out.length
        await sleep(300)
      }
      const block = written.out.slice(written.read)
      written.read = written.out.length
      return block
    },
    untilWatching: () => until(() => written.err.includes('Watching')),
    end() {
      child.kill('SIGINT')
      return exited
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      await exited
    },
  }
}
