import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { capture } from './commands.mjs'
import { digestOf, filesUnder } from './digest.mjs'
import { packageFolders, root } from './places.mjs'

/** Builds the packages whose sources have changed since their last build. */
export async function build() {
  const stale = packageFolders()
    .filter((folder) => existsSync(join(root, folder, 'tsdown.config.ts')))
    .map((folder) => ({ folder, digest: sourcesOf(folder) }))
    .filter(({ folder, digest }) => !isBuilt(folder, digest))
  if (stale.length === 0) return

  console.error(`Building ${stale.map(({ folder }) => folder).join(', ')}.`)
  const failures = await Promise.all(stale.map(({ folder, digest }) => buildPackage(folder, digest)))
  const problems = failures.filter(Boolean)
  if (problems.length > 0) throw new Error(problems.join('\n'))
}

/** @param {string} folder @param {string} digest */
async function buildPackage(folder, digest) {
  rmSync(stampOf(folder), { force: true })
  const { code, output } = await capture('tsdown', ['--log-level', 'warn'], { cwd: join(root, folder) })
  if (code !== 0) return `${folder} does not build.\n${output}`
  mkdirSync(join(root, folder, 'node_modules', '.cache'), { recursive: true })
  writeFileSync(stampOf(folder), JSON.stringify({ digest, files: filesUnder(`${folder}/dist`) }))
  return ''
}

/** @param {string} folder */
const sourcesOf = (folder) =>
  digestOf([
    ...['src', 'tsdown.config.ts', 'tsconfig.json', 'package.json'].map((name) => `${folder}/${name}`),
    'tsconfig.base.json',
    'pnpm-lock.yaml',
  ])

/** @param {string} folder */
const stampOf = (folder) => join(root, folder, 'node_modules', '.cache', 'built.json')

/** @param {string} folder @param {string} digest */
function isBuilt(folder, digest) {
  if (!existsSync(stampOf(folder))) return false
  const built = JSON.parse(readFileSync(stampOf(folder), 'utf8'))
  return built.digest === digest && built.files.every((/** @type {string} */ file) => existsSync(join(root, file)))
}
