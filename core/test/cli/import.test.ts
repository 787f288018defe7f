import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openFolder } from './command-line.ts'

it('writes a manifest that reads as the same connector', async () => {
  await using folder = await openFolder()
  const { code, out, err } = await folder.jackfield('import', 'base/zoho-inventory', '-o', 'copy/zoho-inventory')
  expect({ code, out, err }).toEqual({ code: 0, out: 'copy/zoho-inventory/connector.yaml\n', err: '' })
  const text = await readFile(join(folder.dir, 'copy/zoho-inventory/connector.yaml'), 'utf8')
  expect(text).toMatch(/^# Written by `jackfield import` from zoho-inventory\./)
  expect(text).toContain('value: Zoho-oauthtoken {accessToken}')
  const compared = await folder.jackfield(
    'diff',
    '--base',
    'base/zoho-inventory',
    '--revision',
    'copy/zoho-inventory',
    '--format',
    'json',
  )
  expect(compared.code).toBe(0)
  expect(JSON.parse(compared.out)).toMatchObject({ level: 'none', changes: [], complete: true })
})

it('writes each connector of a folder of many into a folder of its id', async () => {
  await using folder = await openFolder()
  const { code, out } = await folder.jackfield('import', 'base', '-o', 'copies')
  expect({ code, out }).toEqual({
    code: 0,
    out: 'copies/production-tracker/connector.yaml\ncopies/zoho-inventory/connector.yaml\n',
  })
  expect((await folder.jackfield('check', 'copies')).out).toBe('2 connectors, 0 problems, 0 warnings\n')
})

it('writes over nothing unless it is told to', async () => {
  await using folder = await openFolder()
  await folder.write('copies/zoho-inventory/connector.yaml', 'mine: true\n')
  const refused = await folder.jackfield('import', 'base', '-o', 'copies')
  expect(refused).toMatchObject({ code: 2, out: '' })
  expect(refused.err).toContain('copies/zoho-inventory/connector.yaml is there already.')
  expect(await readFile(join(folder.dir, 'copies/zoho-inventory/connector.yaml'), 'utf8')).toBe('mine: true\n')
  await expect(readFile(join(folder.dir, 'copies/production-tracker/connector.yaml'))).rejects.toThrow('ENOENT')
  expect((await folder.jackfield('import', 'base', '-o', 'copies', '--force')).code).toBe(0)
})

it('brings the icon along, from nowhere but the folder', async () => {
  await using folder = await openFolder()
  await folder.edit('base/zoho-inventory/connector.yaml', (text) => `icon: art/icon.svg\n${text}`)
  await folder.write('base/zoho-inventory/art/icon.svg', '<svg/>')
  expect(await folder.jackfield('import', 'base/zoho-inventory', '-o', 'copy')).toMatchObject({ code: 0, err: '' })
  expect(await readFile(join(folder.dir, 'copy/art/icon.svg'), 'utf8')).toBe('<svg/>')
  await folder.edit('base/zoho-inventory/connector.yaml', (text) => text.replace('art/icon.svg', '../secret.svg'))
  await folder.write('base/secret.svg', '<svg/>')
  const { code, err } = await folder.jackfield('import', 'base/zoho-inventory', '-o', 'other')
  expect(code).toBe(0)
  expect(err).toContain('warning: The icon ../secret.svg could not be brought along.')
})

it.each([
  [['import'], 'Import what? Where do the manifests go?'],
  [['import', 'base'], 'Where do the manifests go?'],
  [['import', 'base', 'revision', '-o', 'x'], 'One path is imported at a time.'],
  [['import', 'nowhere', '-o', 'x'], "Can't read nowhere"],
  [['export'], 'Export what?'],
  [['export', 'base'], 'No extension writes documents.'],
])('refuses %j', async (argv, message) => {
  await using folder = await openFolder()
  const { code, out, err } = await folder.jackfield(...argv)
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(message)
})
