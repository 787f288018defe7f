import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { capture } from './commands.mjs'
import { packageFolders, readJson, root, toolEnvironment } from './places.mjs'

/**
 * Releases a copy of the workspace up to the point where it would be uploaded: the pending changesets are planned and
 * applied, and each public package is packed.
 * @returns {Promise<string[]>} what a release would get wrong
 * @throws when a tool fails
 */
export async function rehearseRelease() {
  const copy = mkdtempSync(join(tmpdir(), 'jackfield-release-'))
  try {
    const packages = copyWorkspace(copy)
    const problems = (await hasGit()) ? await rehearseVersions(copy, packages) : []
    for (const folder of packages) problems.push(...(await pack(copy, folder)))
    return problems
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** Copies what a release reads, and links the packages with each other as an installation does. @param {string} copy */
function copyWorkspace(copy) {
  const packages = packageFolders()
  for (const name of ['package.json', 'pnpm-workspace.yaml', 'LICENSE', '.changeset', ...packages]) {
    cpSync(join(root, name), join(copy, name), {
      recursive: true,
      // A package that is being packed next door comes and goes.
      filter: (path) => !/[\\/](node_modules|test|[^\\/]*\.tgz)$/.test(path),
    })
  }
  for (const folder of packages) {
    for (const name of Object.keys(readJson(join(copy, folder, 'package.json')).dependencies ?? {})) {
      const neighbour = packages.find((other) => readJson(join(copy, other, 'package.json')).name === name)
      if (neighbour) link(join(copy, neighbour), join(copy, folder, 'node_modules', name))
    }
  }
  return packages
}

/** @param {string} target @param {string} path */
function link(target, path) {
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(target, path, 'junction')
}

/** Changesets work through git; on a machine without it only the packing is rehearsed. */
const hasGit = async () => (await capture('git', ['--version'])).code === 0

/** @param {string} copy @param {string[]} packages */
async function rehearseVersions(copy, packages) {
  const planned = await plan(copy)
  await run(copy, 'changeset', ['version'])
  return planned.flatMap((release) => checkVersion(copy, packages, release))
}

/**
 * What `changeset status` plans. It compares with the main branch, so the copy gets one.
 * @param {string} copy
 * @returns {Promise<{ name: string, newVersion: string }[]>}
 */
async function plan(copy) {
  const identity = ['-c', 'user.name=release', '-c', 'user.email=release@localhost', '-c', 'commit.gpgsign=false']
  await run(copy, 'git', ['init', '-q', '-b', 'main'])
  await run(copy, 'git', ['add', '.changeset', 'package.json'])
  await run(copy, 'git', [...identity, 'commit', '-qm', 'copy'])
  await run(copy, 'changeset', ['status', '--output', 'plan.json'])
  return readJson(join(copy, 'plan.json')).releases.filter((/** @type {any} */ { type }) => type !== 'none')
}

/**
 * A hook of git runs us with variables that name its repository: the copy is one of its own.
 * @param {string} folder @param {string} command @param {string[]} args
 */
async function run(folder, command, args) {
  const env = Object.fromEntries(Object.entries(toolEnvironment()).filter(([name]) => !name.startsWith('GIT_')))
  const { code, output, stdout } = await capture(command, args, { cwd: folder, env })
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed.\n${output}`)
  return stdout
}

/** @param {string} copy @param {string[]} packages @param {{ name: string, newVersion: string }} release */
function checkVersion(copy, packages, { name, newVersion }) {
  const folder = packages.find((other) => readJson(join(copy, other, 'package.json')).name === name)
  if (!folder) return [`A changeset names "${name}", which is not a package here.`]
  const { version } = readJson(join(copy, folder, 'package.json'))
  return version === newVersion ? [] : [`${name} was to become ${newVersion} and is ${version}.`]
}

/** @param {string} copy @param {string} folder */
async function pack(copy, folder) {
  const manifest = readJson(join(copy, folder, 'package.json'))
  if (manifest.private) return []
  const packed = JSON.parse(await run(join(copy, folder), 'pnpm', ['pack', '--json']))
  const files = packed.files.map((/** @type {{ path: string }} */ { path }) => path)
  const wanted = ['package.json', 'LICENSE', ...Object.values(manifest.bin ?? {}), ...exported(manifest.exports)]
  return wanted
    .map((path) => path.replace(/^\.\//, ''))
    .filter((path) => !files.includes(path))
    .map((path) => `The package of ${folder} lacks ${path}.`)
}

/** @param {unknown} entry @returns {string[]} */
const exported = (entry) => (typeof entry === 'string' ? [entry] : Object.values(entry ?? {}).flatMap(exported))
