import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { capture } from './commands.mjs'
import { root } from './places.mjs'

const ours = /^(core|plugins\/[^/]+|sandbox)\/(src|test|bench)\/.*\.ts$/

/**
 * Reads the import graph of a workspace and holds it against `.dependency-cruiser.mjs`.
 * @param {string} folder the root of the workspace
 * @returns {Promise<{
 *   modules: string[], missing: string[], violations: { rule: string, from: string, to: string, path: string[] }[]
 * }>} `missing`: source files on disk that were not read
 */
export async function cruise(folder) {
  const files = sourceFiles(folder)
  const tool = join(root, 'node_modules', '.bin', 'depcruise')
  const places = [
    ...new Set(
      files.map((file) =>
        file
          .split('/')
          .slice(0, file.startsWith('plugins/') ? 3 : 2)
          .join('/'),
      ),
    ),
  ]
  const { stdout, output } = await capture(
    tool,
    ['--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json', ...places],
    { cwd: folder },
  )
  if (!stdout.startsWith('{')) throw new Error(`The import rules could not be checked.\n${output}`)
  const { modules, summary } = JSON.parse(stdout)
  const read = modules
    .map((/** @type {{ source: string }} */ { source }) => source)
    .filter((/** @type {string} */ name) => ours.test(name))
  return {
    modules: read,
    missing: files.filter((file) => !read.includes(file)),
    violations: summary.violations.map((/** @type {any} */ { rule, from, to, cycle }) => ({
      rule: rule.name,
      from,
      to,
      path: cycle?.map((/** @type {{ name: string }} */ { name }) => name) ?? [to],
    })),
  }
}

/** @param {string} folder */
function sourceFiles(folder) {
  return ['core', ...packagesIn(folder, 'plugins'), 'sandbox']
    .flatMap((name) => ['src', 'test', 'bench', 'trials', 'oracle'].map((part) => `${name}/${part}`))
    .filter((path) => existsSync(join(folder, path)))
    .flatMap((path) => readdirSync(join(folder, path), { recursive: true }).map((name) => `${path}/${String(name)}`))
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => ours.test(path))
}

/** @param {string} folder @param {string} parent */
const packagesIn = (folder, parent) =>
  existsSync(join(folder, parent)) ? readdirSync(join(folder, parent)).map((name) => `${parent}/${name}`) : []
