import { describe, expect, it } from 'vitest'
import { type Folder, openFlowFolder, trackerManifest } from './command-line.ts'

const args = ['--base', 'base', '--revision', 'revision', '--flows', 'flows', '--accepted', 'accepted.yaml']
const day = 86_400_000
const date = (days: number): string => new Date(Date.now() + days * day).toISOString().slice(0, 10)

async function openRenamed(): Promise<Folder & { readonly fingerprint: string }> {
  const folder = await openFlowFolder()
  await folder.edit(trackerManifest, (text) => text.replaceAll('sku', 'itemCode'))
  const { out } = await folder.jackfield('impact', ...args.slice(0, 6), '--format', 'json')
  const [{ fingerprint }] = JSON.parse(out).findings
  return { ...folder, fingerprint }
}

const entry = (fingerprint: string, until: string): string =>
  `accepted:\n  - fingerprint: '${fingerprint}'\n    by: operations\n    until: ${until}\n    why: Replaced in spring\n`

async function report(folder: Folder, ...more: readonly string[]) {
  const { code, out, err } = await folder.jackfield('impact', ...args, '--format', 'json', ...more)
  return { code, err, ...JSON.parse(out) }
}

describe('findings that somebody has accepted', () => {
  it('are shown as such and fail nothing, whatever --fail-on says', async () => {
    await using folder = await openRenamed()
    await folder.write('accepted.yaml', entry(folder.fingerprint, date(2)))
    for (const failOn of ['broken', 'risky', 'safe']) {
      const found = await report(folder, '--fail-on', failOn)
      expect(found).toMatchObject({ code: 0, verdict: 'broken', complete: true, problems: [] })
      expect(found.findings).toMatchObject([{ status: 'broken', accepted: { by: 'operations', until: date(2) } }])
      expect(Object.keys(found.findings[0].accepted)).toEqual(['by', 'until'])
    }
    for (const format of ['text', 'markdown']) {
      const { code, out } = await folder.jackfield('impact', ...args, '--format', format)
      expect(code).toBe(0)
      expect(out).toMatch(new RegExp(`accepted by operations until ${date(2)}: Replaced in spring`, 'i'))
    }
  })

  it('count to the end of their last day, and fail again after it', async () => {
    await using folder = await openRenamed()
    await folder.write('accepted.yaml', entry(folder.fingerprint, '2020-02-29'))
    const found = await report(folder)
    expect(found).toMatchObject({ code: 1, complete: true })
    expect(found.findings[0].accepted).toBeUndefined()
    expect(found.problems).toMatchObject([
      { code: 'acceptance-expired', file: 'accepted.yaml', line: 2, pointer: '/accepted/0' },
    ])
  })

  it('leave all others to fail', async () => {
    await using folder = await openRenamed()
    await folder.edit(trackerManifest, (text) => text.replaceAll('quantity', 'amount'))
    await folder.write('accepted.yaml', entry(folder.fingerprint, date(2)))
    const found = await report(folder)
    expect(found.code).toBe(1)
    expect(found.findings.filter(({ accepted }: { accepted?: object }) => accepted === undefined)).not.toEqual([])
  })

  it('that no finding is about are reported, and change nothing else', async () => {
    await using folder = await openRenamed()
    await folder.write(
      'accepted.yaml',
      `${entry(folder.fingerprint, date(2))}${entry('0123456789abcdef', date(2)).slice(10)}`,
    )
    const found = await report(folder)
    expect(found).toMatchObject({ code: 0, complete: true })
    expect(found.problems).toMatchObject([{ code: 'acceptance-unused', file: 'accepted.yaml', line: 6 }])
  })

  it('do not make an incomplete report complete', async () => {
    await using folder = await openRenamed()
    await folder.write('accepted.yaml', entry(folder.fingerprint, date(2)))
    await folder.write('flows/other.yaml', 'flow: 1\nid: [broken\n')
    expect(await report(folder)).toMatchObject({ code: 3, complete: false })
  })
})

describe('a file of accepted findings that is none', () => {
  it.each<[what: string, text: string, line: number, message: RegExp]>([
    ['can’t be parsed', 'accepted:\n  - {', 2, /./],
    ['is empty', '', 1, /not of type object/],
    ['is a list', '- fingerprint: a', 1, /not of type object/],
    ['has another key', 'accepted: []\nfindings: []\n', 2, /"\/findings" is not known/],
    [
      'lacks who and why',
      "accepted:\n  - fingerprint: '0123456789abcdef'\n    until: 2030-01-01\n",
      2,
      /0\/(by|why)" is missing/,
    ],
    ['misspells a key', `${entry('0123456789abcdef', '2030-01-01')}    untill: 2030-01-01\n`, 6, /untill/],
    ['has no fingerprint', entry('sku', '2030-01-01'), 2, /no fingerprint/],
    ['has a number for one', entry('1', '2030-01-01').replaceAll("'", ''), 2, /not of type string/],
    ['has no such day', entry('0123456789abcdef', '2030-02-30'), 4, /not a date/],
    ['has an hour', entry('0123456789abcdef', '2030-01-01T00:00:00Z'), 4, /not a date/],
    ['has no name', entry('0123456789abcdef', '2030-01-01').replace('operations', "' '"), 3, /is empty/],
    [
      'has one twice',
      entry('0123456789abcdef', '2030-01-01') + entry('0123456789abcdef', '2030-01-01').slice(10),
      6,
      /twice/,
    ],
  ])('%s: refused with its line', async (_what, text, line, message) => {
    await using folder = await openFlowFolder()
    await folder.write('accepted.yaml', text)
    const { code, out, err } = await folder.jackfield('impact', ...args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(message)
    expect(err).toMatch(new RegExp(`accepted\\.yaml:${line}\\b`))
  })

  it('is not there', async () => {
    await using folder = await openFlowFolder()
    const { code, err } = await folder.jackfield('impact', ...args)
    expect([code, err]).toEqual([2, expect.stringContaining('accepted.yaml')])
  })
})
