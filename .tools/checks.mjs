import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from './build.mjs'
import { capture } from './commands.mjs'
import { checkExamples, describeProblem } from './examples.mjs'
import { cruise } from './import-rules.mjs'
import { withLock } from './lock.mjs'
import { packageFolders, pinnedNode, readJson, root } from './places.mjs'
import { rehearseRelease } from './release.mjs'
import { runVitest } from './vitest.mjs'

/**
 * @typedef {{ passed: number, failed: number, skipped: number, output: string }} Outcome
 * @typedef {{ name: string, run: () => Promise<Outcome> }} Check
 */

/** @param {boolean} good @param {string} [output] @returns {Outcome} */
const outcome = (good, output = '') => ({ passed: Number(good), failed: Number(!good), skipped: 0, output })

/**
 * A tool that exits with 0 when all is well.
 * @param {string} name @param {string} tool @param {string[]} args @param {string} [folder]
 * @returns {Check}
 */
const tool = (name, tool, args, folder = '.') => ({
  name,
  run: async () => {
    const { code, output } = await capture(tool, args, { cwd: join(root, folder) })
    return outcome(code === 0, output)
  },
})

const published = () => packageFolders().filter((folder) => !readJson(join(root, folder, 'package.json')).private)

/** The checks that need nothing built. @returns {Check[]} */
export const sourceChecks = () => [
  tool('format and lint', 'biome', ['check', '--error-on-warnings', '.']),
  tool('types', 'tsc', ['-p', 'tsconfig.json']),
  ...packageFolders().map((folder) => tool(`declarations of ${folder}`, 'tsc', ['-p', `${folder}/tsconfig.json`])),
  tool('types of the tools', 'tsc', ['-p', '.tools/tsconfig.json']),
  { name: 'import rules', run: checkImports },
  tool('unused files, exports and dependencies', 'knip', []),
]

/** @type {Check} */
export const buildCheck = { name: 'build', run: () => withLock(build).then(() => outcome(true)) }

/** The checks of what is built. @returns {Check[]} */
export const packageChecks = () => [
  ...published().map((folder) =>
    tool(`${folder} loads as built`, pinnedNode, ['--input-type=module', '-e', loading(folder)]),
  ),
  tool('the command line starts', 'jackfield', ['--help']),
  ...published().map((folder) => tool(`publint ${folder}`, 'publint', ['--strict', folder])),
  ...published().map((folder) =>
    tool(`types as published ${folder}`, 'attw', ['--pack', folder, '--profile', 'esm-only']),
  ),
  { name: 'documentation examples', run: checkDocumentation },
  {
    name: 'release',
    run: () => rehearseRelease().then((problems) => outcome(problems.length === 0, problems.join('\n'))),
  },
]

/** @type {Check} */
export const testCheck = { name: 'tests', run: runVitest }

/**
 * A program that imports every entry point of a package: tests run on the sources, which the bundler may have reordered.
 * @param {string} folder
 */
function loading(folder) {
  const { exports } = readJson(join(root, folder, 'package.json'))
  return Object.values(exports)
    .map((entry) => entry.default)
    .filter(Boolean)
    .map((path) => `await import(${JSON.stringify(pathToFileURL(join(root, folder, path)).href)});`)
    .join('')
}

async function checkImports() {
  const { violations, missing } = await cruise(root)
  const lines = [
    ...violations.map(({ rule, from, path }) => `${rule}: ${from} → ${path.join(' → ')}`),
    ...missing.map((file) => `not read: ${file}`),
  ]
  return outcome(lines.length === 0, lines.join('\n'))
}

async function checkDocumentation() {
  const { problems } = await checkExamples()
  return outcome(problems.length === 0, problems.map(describeProblem).join('\n'))
}
