import { readFile, writeFile } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { build, runLine, runScenario } from './run-scenario.ts'

/** Milliseconds: only what hangs takes so long, however busy the machine. */
const timeout = 300_000

beforeAll(build, timeout)

describe.concurrent('the Pune scenario', { timeout }, () => {
  test.for([
    ['polling', 'order PO-1009 is completed', 'before the poll'],
    ['webhook', 'a person signs in and allows it', 'before the tracker calls'],
    ['code', 'by a person who has looked at the code', 'before the poll'],
  ])('goes as expected, variant %s', async ([variant = '', ...said]) => {
    const { ended } = await runScenario(['--once', '--variant', variant])
    const { code, stdout, stderr, files, processes } = await ended
    expect({ code, stderr, files, processes }, stdout).toEqual({ code: 0, stderr: '', files: [], processes: [] })
    for (const part of ['Everything went as expected', ...said]) expect(stdout).toContain(part)
    for (const step of [1, 2, 3, 4, 5, 6]) expect(stdout).toContain(`Step ${step} of 6 · `)
    expect(stdout).not.toContain('\u001b')
  })

  test.for([
    ...[1, 2, 3, 4, 5, 6].map((step) => ['polling', step] as const),
    ['webhook', 2],
    ['code', 1],
    ['code', 4],
    ['code', 6],
  ] as const)('notices what is wrong, variant %s, step %i', async ([variant, step]) => {
    const { ended } = await runScenario(['--once', '--variant', variant], step)
    const { code, stdout, stderr, files, processes } = await ended
    expect({ code, files, processes }, stdout + stderr).toEqual({ code: 1, files: [], processes: [] })
    expect(stdout, stderr).toMatch(new RegExp(`^Step ${step} failed \\(`, 'm'))
    expect(stdout).not.toContain(`Step ${step + 1} of 6 · `)
    expect(stdout).not.toContain('Everything went as expected')
  })

  test('serves on until it is asked to end, and what it says to try works', async () => {
    const { child, printed, ended } = await runScenario([])
    const invitation = await printed('Ctrl-C ends everything')

    const order = /PO-\d+(?="}' http:.*completeOrder)/.exec(invitation)?.[0]
    await runLine(/curl .*completeOrder/.exec(invitation)?.[0])
    await printed(`adjust: done (${order}@`)
    expect(await runLine(/curl .*stock/.exec(invitation)?.[0])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+$/),
    })

    const manifest = /^ +(.*production-tracker.connector\.yaml)$/m.exec(invitation)?.[1] ?? ''
    const text = await readFile(manifest, 'utf8')
    await writeFile(manifest, text.replaceAll('itemCode', 'partNumber'))
    await printed('fix: trigger.itemCode → trigger.partNumber')
    const impact = await runLine(/npx jackfield impact .*/.exec(invitation)?.[0])
    expect(impact).toMatchObject({ code: 1, stdout: expect.stringContaining('trigger.partNumber') })
    const diff = await runLine(/npx jackfield diff .*/.exec(invitation)?.[0])
    expect(diff).toMatchObject({ code: 1, stdout: expect.stringContaining('partNumber') })
    await writeFile(manifest, text)
    await printed('the change is held no more')

    child.kill('SIGINT')
    expect(await ended).toMatchObject({ code: 0, stderr: '', files: [], processes: [] })
  })

  test.for([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('leaves nothing behind when %s comes in the middle', async ([signal, code]) => {
    const { child, printed, ended } = await runScenario(['--once'])
    await printed('Step 3 of 6')
    child.kill(signal)
    expect(await ended).toMatchObject({ code, stderr: '', files: [], processes: [] })
  })

  test('knows its options', async () => {
    const refused = await (await runScenario(['--twice'])).ended
    expect(refused).toMatchObject({ code: 2, stdout: '' })
    expect(refused.stderr).toContain("'--twice'")
    const unknown = await (await runScenario(['--variant', 'hooks'])).ended
    expect(unknown).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('polling, webhook, code') })
    const helped = await (await runScenario(['--help'])).ended
    expect(helped).toMatchObject({ code: 0, stderr: '' })
    expect(helped.stdout).toContain('npm start -- --once')
  })
})
