import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import configuration from '../../.dependency-cruiser.mjs'
import { cruise } from '../import-rules.mjs'
import { root } from '../places.mjs'

/**
 * For each rule: a module that breaks it, as `file: what it imports`. What is imported and not listed exists, empty.
 * @type {Record<string, Record<string, string>>}
 */
const violations = {
  'room-doors': { 'core/src/diff/a.ts': '../stage/inside.ts' },
  'room-doors-from-the-root': { 'core/src/kernel.ts': './stage/inside.ts' },
  'rooms-below-the-root': { 'core/src/listen/a.ts': '../kernel.ts' },
  'no-cycles': { 'core/src/load/a.ts': './b.ts', 'core/src/load/b.ts': './a.ts' },
  'tsyringe-in-one-file': { 'core/src/bind/other.ts': 'tsyringe', 'core/src/bind/another.ts': 'reflect-metadata' },
  'containers-in-bind': { 'core/src/impact/a.ts': '../bind/tsyringe.ts' },
  'chokidar-in-watch': { 'core/src/load/c.ts': 'chokidar' },
  'http-clients-in-http': { 'core/src/invoke/a.ts': 'ky', 'plugins/flows/src/a.ts': 'undici' },
  'database-in-store': { 'core/src/usage/a.ts': 'kysely', 'core/src/usage/b.ts': 'node:sqlite' },
  'oauth-in-connect': { 'core/src/usage/c.ts': 'oauth4webapi' },
  'validation-in-invoke': { 'core/src/usage/d.ts': 'ajv' },
  'xml-in-invoke': { 'core/src/usage/e.ts': 'saxes', 'core/src/invoke/b.ts': 'saxes' },
  'type-generation-in-types': { 'core/src/diff/b.ts': 'json-schema-to-typescript' },
  'core-knows-no-extension': {
    'core/src/impact/b.ts': '@jackfield/flows',
    'core/src/impact/c.ts': '@jackfield/openapi',
  },
  'core-by-its-package-name': { 'sandbox/src/a.ts': '../../core/src/index.ts' },
  'plugins-stand-alone': { 'plugins/flows/src/b.ts': '../../../sandbox/src/b.ts' },
  'shelves-import-no-room': { 'core/src/model/a.ts': '../stage/index.ts' },
  'shelves-do-no-io': { 'core/src/errors/a.ts': 'node:fs' },
  'no-tests-in-sources': { 'core/src/load/d.ts': '../../test/support.ts', 'core/src/load/e.ts': 'vitest' },
  resolvable: { 'core/src/load/f.ts': './nowhere.ts' },
}

/** What keeps the rules, beside the violations: the same packages imported by those who may. */
const lawful = {
  'core/src/bind/tsyringe.ts': ['reflect-metadata', 'tsyringe'],
  'core/src/bind/container.ts': ['./tsyringe.ts', '../stage/index.ts', '../model/index.ts', 'node:crypto'],
  'core/src/watch/watch.ts': ['chokidar', 'node:fs'],
  'core/src/http/transport.ts': ['undici', 'ky'],
  'core/src/store/database.ts': ['kysely', 'node:sqlite'],
  'core/src/stage/index.ts': ['./inside.ts'],
  'core/src/model/index.ts': ['../errors/index.ts', 'node:crypto'],
  'core/src/cli/invoke.ts': ['../kernel.ts'],
  'plugins/flows/src/index.ts': ['@jackfield/core', 'jsonata'],
  'plugins/openapi/src/index.ts': ['@jackfield/core', 'yaml'],
  'plugins/power-platform/src/index.ts': ['@jackfield/core', '@jackfield/openapi'],
  'sandbox/src/host.ts': ['@jackfield/core', '@jackfield/core/sdk', '@jackfield/flows'],
  'core/test/a.test.ts': ['../src/stage/inside.ts', 'vitest'],
}

/** Modules that something above imports. */
const empty = [
  'core/src/index.ts',
  'core/src/sdk.ts',
  'core/src/stage/inside.ts',
  'core/src/errors/index.ts',
  'core/test/support.ts',
  'sandbox/src/b.ts',
]

/** @type {string} */
let folder
/** @type {Awaited<ReturnType<typeof cruise>>} */
let report

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'jackfield import rules ')))
  for (const name of ['tsconfig.json', 'tsconfig.base.json']) cpSync(join(root, name), join(folder, name))
  for (const name of ['.', 'core', 'plugins/flows', 'plugins/openapi', 'plugins/power-platform', 'sandbox']) {
    mkdirSync(join(folder, name), { recursive: true })
    symlinkSync(join(root, name, 'node_modules'), join(folder, name, 'node_modules'))
  }
  const planted = Object.values(violations).flatMap((files) =>
    Object.entries(files).map(([file, imported]) => ({ file, imports: [imported] })),
  )
  const kept = Object.entries(lawful).map(([file, imports]) => ({ file, imports }))
  for (const { file, imports } of [...empty.map((file) => ({ file, imports: [] })), ...kept, ...planted]) {
    const path = join(folder, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `${imports.map((name) => `import '${name}'\n`).join('')}export {}\n`)
  }
  report = await cruise(folder)
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('every rule has a violation planted, and says why it is there', () => {
  expect(Object.keys(violations).sort()).toEqual(configuration.forbidden.map(({ name }) => name).sort())
  for (const { name, comment } of configuration.forbidden) expect(comment, name).toMatch(/\w+ \w+ \w+/)
})

test.for(Object.entries(violations))('%s is reported', ([rule, files]) => {
  const found = report.violations.filter((violation) => violation.rule === rule)
  const reported = found.flatMap(({ from, path }) => [from, ...path])
  expect(reported).toEqual(expect.arrayContaining(Object.keys(files)))
})

test('what keeps the rules is not reported', () => {
  expect(report.violations.filter(({ from }) => from in lawful || empty.includes(from))).toEqual([])
})

test('every source file of the repository is read', async () => {
  const { missing, modules } = await cruise(root)
  expect(missing).toEqual([])
  expect(modules.length).toBeGreaterThan(1)
})
