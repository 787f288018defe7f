import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openFolder, repository } from './command-line.ts'

const shout = `{ name: 'shout', renderers: [{ name: 'shout', diff: (report) => report.level.toUpperCase(), impact: String }] }`
const diff = ['diff', '--base', 'base', '--revision', 'revision', '--format', 'shout']

it.each(['jackfield.config.ts', 'jackfield.config.js', 'jackfield.config.mjs'])('come from %s', async (name) => {
  await using folder = await openFolder()
  await folder.write('package.json', '{ "type": "module" }')
  await folder.write(name, `export default { extensions: [${shout}] }\n`)
  expect(await folder.jackfield(...diff)).toEqual({ code: 0, out: 'NONE', err: '' })
})

it('come from the folder above where this one has no configuration', async () => {
  await using folder = await openFolder()
  await folder.write('jackfield.config.mjs', `export default { extensions: [${shout}] }\n`)
  const inside = join(folder.dir, 'base')
  const { main } = await import('../../src/cli/index.ts')
  let printed = ''
  const print = (text: string): void => {
    printed += text
  }
  const argv = ['diff', '--base', '.', '--revision', '../revision', '--format', 'shout']
  expect(await main(argv, { cwd: inside, env: {}, out: print, err: print, terminal: false })).toBe(0)
  expect(printed).toBe('NONE')
})

it('come from the project that the command line is installed in where this one names none', async () => {
  await using folder = await openFolder()
  await folder.write('installed/jackfield.config.mjs', `export default { extensions: [${shout}] }\n`)
  await folder.write('package.json', '{ "dependencies": { "hono": "4" } }')
  const { main } = await import('../../src/cli/index.ts')
  let printed = ''
  const print = (text: string): void => {
    printed += text
  }
  const io = { cwd: folder.dir, installed: join(folder.dir, 'installed'), env: {}, terminal: false }
  expect(await main(diff, { ...io, out: print, err: print })).toBe(0)
  expect(printed).toBe('NONE')
})

it('come from the packages that package.json lists', async () => {
  await using folder = await openFolder()
  const exporting = `export const shout = Object.assign(() => (${shout}), { extensionName: 'shout' })\nexport default shout\nexport const other = () => { throw new Error('no extension') }\n`
  const manifest = { name: '@jackfield/shout', version: '1.0.0', type: 'module', exports: './index.js' }
  await folder.write('node_modules/@jackfield/shout/package.json', JSON.stringify(manifest))
  await folder.write('node_modules/@jackfield/shout/index.js', exporting)
  await folder.write('node_modules/@other/shout/package.json', JSON.stringify({ ...manifest, name: '@other/shout' }))
  await folder.write('node_modules/@other/shout/index.js', `throw new Error('not ours')`)
  for (const list of ['dependencies', 'devDependencies']) {
    await folder.write('package.json', JSON.stringify({ [list]: { '@jackfield/shout': '1', '@other/shout': '1' } }))
    expect(await folder.jackfield(...diff)).toEqual({ code: 0, out: 'NONE', err: '' })
  }
  await folder.write('jackfield.config.mjs', 'export default {}\n')
  expect(await folder.jackfield(...diff)).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('Choose one of text, markdown, json.'),
  })
})

it.each([
  ['throws', 'throw new Error("out of order")', 'out of order'],
  ['can’t be parsed', 'export default {', "jackfield.config.mjs can't be loaded"],
  ['exports nothing', 'export const extensions = []', 'export default { extensions: [flows()] }'],
  ['exports no list', 'export default { extensions: {} }', 'export default { extensions: [flows()] }'],
  ['forgets to call', 'export default { extensions: [() => ({})] }', 'export default { extensions: [flows()] }'],
])('are refused where the configuration %s', async (_what, text, message) => {
  await using folder = await openFolder()
  await folder.write('jackfield.config.mjs', text)
  const { code, out, err } = await folder.jackfield('check', 'base')
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(message)
})

it('are left out, with a word about it, where a listed package is not installed', async () => {
  await using folder = await openFolder()
  await folder.write('package.json', '{ "dependencies": { "@jackfield/nowhere": "1.0.0" } }')
  const { code, out, err } = await folder.jackfield('check', 'base')
  expect([code, out]).toEqual([0, '2 connectors, 0 problems, 0 warnings\n'])
  expect(err).toContain('@jackfield/nowhere')

  await folder.write('package.json', '{ "dependencies": ')
  expect(await folder.jackfield('check', 'base')).toMatchObject({ code: 2, out: '' })
})

it('are those of the project itself at the repository’s root', async () => {
  const { loadExtensions } = await import('../../src/cli/load-extensions.ts')
  const printed: string[] = []
  const extensions = await loadExtensions({ cwd: repository, err: (text) => void printed.push(text) })
  expect(extensions.map(({ name }) => name)).toEqual(['flows', 'openapi', 'power-platform', 'sandbox'])
  expect(printed).toEqual([])
})
