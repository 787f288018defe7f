import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openFolder, trackerManifest } from './command-line.ts'

const jackfieldFree = 'title: No connector\nsteps: []\n'

it('finds nothing wrong with good connectors, wherever they lie', async () => {
  await using folder = await openFolder()
  const all = await folder.jackfield('check', 'base')
  expect(all).toEqual({ code: 0, out: '2 connectors, 0 problems, 0 warnings\n', err: '' })
  expect(await folder.jackfield('check', 'base/production-tracker', 'base/zoho-inventory/connector.yaml')).toEqual(all)
  expect(await folder.jackfield('check', `${folder.dir}/base/`)).toEqual(all)
})

it('says every problem, with its place and what to do', async () => {
  await using folder = await openFolder()
  await folder.edit(trackerManifest, (text) =>
    text
      .replace('title: Production tracker', 'titel: Production tracker')
      .replace("version: '1.0.0'", 'version: 1.10')
      .replace('http: GET /orders/{orderId}', 'http: GET /orders/{orderNumber}'),
  )
  const { code, out, err } = await folder.jackfield('check', 'revision')
  expect([code, err]).toEqual([1, ''])
  const blocks = out.trimEnd().split('\n\n')
  expect(blocks.pop()).toMatch(/^1 connector, \d problems, 0 warnings$/)
  expect(blocks.length).toBeGreaterThanOrEqual(3)
  for (const block of blocks)
    expect(block).toMatch(
      /^\S.*\n {2}at revision\/production-tracker\/connector\.yaml:\d+:\d+ \(\/\S*\)\n {2}hint: \S.*$/,
    )
  expect(out).toContain('connector.yaml:3:10 (/version)')
  expect(out).toMatch(/hint: .*title/)
  expect(out).toContain('orderNumber')
})

it('gives the same as JSON, sorted and stable', async () => {
  await using folder = await openFolder()
  await folder.edit(trackerManifest, (text) => text.replace('type: apiKey', 'type: apikey').replace('GET', 'FETCH'))
  const { code, out } = await folder.jackfield('check', 'revision', '--format', 'json')
  expect(code).toBe(1)
  const report = JSON.parse(out)
  expect(report).toMatchObject({
    schema: 'jackfield.check/1',
    connectors: [{ id: 'zoho-inventory', version: '1.0.0', operations: 5 }],
  })
  const lines = report.problems.map((problem: { line: number }) => problem.line)
  expect(lines.length).toBeGreaterThanOrEqual(2)
  expect(lines).toEqual([...lines].sort((a, b) => a - b))
  for (const problem of report.problems)
    expect(problem).toMatchObject({
      code: expect.stringMatching(/^[a-z-]+$/),
      message: expect.any(String),
      file: trackerManifest,
      line: expect.any(Number),
      column: expect.any(Number),
      pointer: expect.stringMatching(/^\//),
      hint: expect.any(String),
    })
  expect((await folder.jackfield('check', 'revision', '--format', 'json')).out).toBe(out)
})

it('checks the others when one of many can’t even be parsed', async () => {
  await using folder = await openFolder()
  await folder.write('revision/broken/connector.yaml', 'jackfield: 1\nid: broken\ntitle: "Broken\n')
  await folder.write('revision/README.md', '# Connectors')
  const { code, out } = await folder.jackfield('check', 'base', 'revision', '--format', 'json')
  expect(code).toBe(1)
  const { connectors, problems } = JSON.parse(out)
  expect(connectors).toHaveLength(4)
  expect(problems).toMatchObject([{ file: 'revision/broken/connector.yaml', line: 4 }])
})

it('refuses two connectors of one id, and a link that leaves the folder', async () => {
  await using folder = await openFolder()
  await folder.copy('plugins/connectors/production-tracker', 'revision/tracker-again')
  await symlink(join(folder.dir, 'base/zoho-inventory'), join(folder.dir, 'revision/linked'))
  const { code, out } = await folder.jackfield('check', 'revision', '--format', 'json')
  expect(code).toBe(1)
  expect(JSON.parse(out).problems).toMatchObject([
    { code: 'link-refused', file: 'revision/linked' },
    { code: 'connector-repeated', file: 'revision/tracker-again/connector.yaml' },
  ])
})

it('says that a path can’t be read, every such path at once', async () => {
  await using folder = await openFolder()
  const { code, out, err } = await folder.jackfield('check', 'base', 'missing', 'base/nothing.yaml', 'base/x/y')
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain('missing (there is no such file or folder), base/nothing.yaml (there is')
  expect(err).toContain('base/x/y')
})

it.each([
  ['a file of another kind', { 'other.yaml': jackfieldFree }, 'other.yaml'],
  ['text', { 'README.md': '# Connectors' }, 'README.md'],
  ['an empty file', { 'connector.yaml': '' }, 'connector.yaml'],
  ['a folder without a connector', { 'empty/notes.txt': 'none yet' }, 'empty'],
  ['a folder of folders of folders', { 'deep/er/still/connector.yaml': 'jackfield: 1' }, 'deep'],
])('finds a problem with %s that is named as a connector', async (_what, files, path) => {
  await using folder = await openFolder()
  for (const [file, text] of Object.entries(files)) await folder.write(file, text)
  const { code, out } = await folder.jackfield('check', path, '--format', 'json')
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject({ connectors: [], problems: [{ hint: expect.any(String) }] })
})
