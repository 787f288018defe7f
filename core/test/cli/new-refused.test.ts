import { readdir } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { openFolder } from './command-line.ts'
import { declared, line, manifestOf, secret } from './new-command.ts'

describe('refused with nothing written', () => {
  it.each<[string, readonly string[], string]>([
    ['everything missing', [], '--id, --base-url, --auth, --operation are missing.'],
    [
      'what the scheme wants',
      ['--id', 'desk', '--base-url', declared, '--auth', 'apiKey'],
      '--key-name, --operation are missing.',
    ],
    ['another scheme', ['--auth', 'digest'], `--auth can't be "digest".`],
    ['an id', ['--id', 'Order Desk'], `"Order Desk" can't be an id.`],
    ['no URL', ['--base-url', 'api.desk.example'], 'That is no URL.'],
    ['a URL with a password', ['--base-url', `https://me:${secret}@desk.example`], 'would stand in the manifest'],
    ['a URL with a query', ['--base-url', `${declared}?key=${secret}`], 'A base URL has no query.'],
    ['no request', ['--base-url', declared, '--auth', 'none', '--operation', 'FETCH it'], '"FETCH it" is no request.'],
    [
      'an odd path',
      ['--base-url', declared, '--auth', 'none', '--operation', 'GET /a/{b-c}'],
      `"b-c" can't stand in a path like that.`,
    ],
    ['a sample that is none', [...line, '--sample', 'bad.json'], 'bad.json, line 1, column 8'],
    ['a sample that is not there', [...line, '--sample', 'none.json'], "none.json can't be read"],
    ['a request that is no object', [...line, '--request', 'list.json'], 'The sample request is no JSON object.'],
    ['no credentials', [...line, '--fetch', '--input', '{"id":"7"}'], 'The call needs JACKFIELD_KEY.'],
    ['no input', [...line, '--fetch'], 'The call needs a value for id.'],
    ['input that is no JSON', [...line, '--fetch', '--input', 'x'], '--input is not JSON'],
    [
      'a fetch that changes something',
      ['--base-url', declared, '--auth', 'none', '--operation', 'POST /a', '--fetch'],
      'would change something',
    ],
    [
      'a setting without a value',
      ['--base-url', 'https://{h}', '--auth', 'none', '--operation', 'GET /a', '--fetch', '--setting', 'h'],
      'has no "="',
    ],
  ])('is %s', async (_what, options, message) => {
    await using folder = await openFolder()
    await folder.write('bad.json', '{"a":1,}'.replace('1,', '1 2'))
    await folder.write('list.json', '[1]')
    const dir = options.includes('--id') || options.length === 0 ? [] : ['desk']
    const before = await readdir(folder.dir)
    const { code, out, err } = await folder.jackfield('new', ...dir, ...options)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(message)
    expect(err).not.toContain(secret)
    expect(await readdir(folder.dir)).toEqual(before)
  })

  it('is a folder with a connector, unless it is forced', async () => {
    await using folder = await openFolder()
    await folder.write('desk/connector.yaml', 'mine')
    await folder.write('sample.json', '{}')
    const given = [...line, '--sample', 'sample.json']
    const refused = await folder.jackfield('new', 'desk', ...given)
    expect(refused).toEqual({
      code: 2,
      out: '',
      err: 'desk/connector.yaml is there already.\n  hint: Name another folder, or write over it with --force.\n',
    })
    expect(await manifestOf(folder)).toBe('mine')
    expect(await folder.jackfield('new', 'desk', ...given, '--force')).toMatchObject({ code: 0 })
    await folder.write('coded/connector.ts', '')
    expect((await folder.jackfield('new', 'coded', ...given, '--force')).err).toContain(
      'coded/connector.ts is there already.',
    )
  })
})
