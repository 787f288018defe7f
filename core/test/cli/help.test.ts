import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { openFolder } from './command-line.ts'

const commands = ['new', 'dev', 'check', 'diff', 'impact', 'invoke', 'docs', 'types', 'import', 'export']

it('lists the commands', async () => {
  await using folder = await openFolder()
  const asked = await folder.jackfield('--help')
  expect([asked.code, asked.err]).toEqual([0, ''])
  for (const command of commands) expect(asked.out).toMatch(new RegExp(`^  ${command} +\\S`, 'm'))
  expect(await folder.jackfield('help')).toEqual(asked)
  expect(await folder.jackfield('-h')).toEqual(asked)
  expect(await folder.jackfield()).toEqual({ code: 2, out: '', err: asked.out })
})

it.each(['check', 'diff', 'impact', 'invoke'])(
  'says that %s writes text unless it is told otherwise',
  async (command) => {
    await using folder = await openFolder()
    const { out } = await folder.jackfield(command, '--help')
    expect(out).toMatch(/^ {2}--format \S+ +\S.* \(default: text\)$/m)
  },
)

it.each(['--version', '-v', 'version'])('says its version for %s', async (argument) => {
  await using folder = await openFolder()
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'))
  expect(await folder.jackfield(argument)).toEqual({ code: 0, out: `${version}\n`, err: '' })
})

it.each(commands)('explains %s with every option and an example', async (command) => {
  await using folder = await openFolder()
  const { code, out, err } = await folder.jackfield(command, '--help')
  expect([code, err]).toEqual([0, ''])
  expect(out).toContain(`Usage: jackfield ${command} `)
  expect(out).toMatch(/^ {2}(-\w, )?--[a-z-]+( \S+)? +\S.*$/m)
  expect(out.split('Examples:')[1]).toMatch(new RegExp(`^  jackfield ${command} \\S`, 'm'))
  expect(out).not.toContain('undefined')
  expect(await folder.jackfield('help', command)).toEqual({ code, out, err })
})

it.each([
  ['chek', 'There is no command "chek".', 'Did you mean "check"?'],
  ['help chek', 'There is no command "chek".', 'Did you mean "check"?'],
  ['frobnicate', 'There is no command "frobnicate".', 'See jackfield --help.'],
  ['diff --bas x', "Unknown option '--bas'.", 'Did you mean --base?'],
  ['impact --flow x', "Unknown option '--flow'.", 'Did you mean --flows?'],
  ['check base --fromat json', "Unknown option '--fromat'.", 'Did you mean --format?'],
  ['check base --verbose', "Unknown option '--verbose'.", 'See jackfield check --help.'],
  ['check base -x', "Unknown option '-x'.", 'See jackfield check --help.'],
  ['diff --base', "Option '--base <value>' argument missing.", 'See jackfield diff --help.'],
  ['diff --base --revision x', "Option '--base' argument is ambiguous.", 'See jackfield diff --help.'],
  ['diff --revision revision', '--base is missing.', 'See --help for an example.'],
  ['diff --base base', '--revision is missing.', 'See --help for an example.'],
  ['diff --base= --revision revision', '--base is missing.', 'See --help for an example.'],
  ['impact --base base --revision revision', '--flows is missing.', 'See --help for an example.'],
  ['impact', '--base, --revision and --flows are missing.', 'See --help for an example.'],
  ['impact --flows flows', '--base and --revision are missing.', 'See --help for an example.'],
  ['diff', '--base and --revision are missing.', 'See --help for an example.'],
  [
    'diff base revision',
    '"base" is not expected: diff takes options only.',
    'Write jackfield diff --base A --revision B.',
  ],
  ['check', 'Nothing to check.', 'Name a manifest, a connector’s folder, or a folder of connectors.'],
  ['check base --format xml', `--format can't be "xml".`, 'Choose one of text, json.'],
  [
    'diff --base base --revision revision --format xml',
    `--format can't be "xml".`,
    'Choose one of text, markdown, json.',
  ],
  [
    'diff --base base --revision revision --fail-on broken',
    `--fail-on can't be "broken".`,
    'Choose one of breaking, risky, safe.',
  ],
  [
    'impact --base base --revision revision --flows flows --fail-on breaking',
    `--fail-on can't be "breaking".`,
    'Choose one of broken, risky, safe.',
  ],
])('refuses %s', async (line, message, hint) => {
  await using folder = await openFolder()
  expect(await folder.jackfield(...line.split(' '))).toEqual({
    code: 2,
    out: '',
    err: `${message}\n  hint: ${hint}\n`,
  })
})
