import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { capture } from './commands.mjs'
import { digestOf } from './digest.mjs'
import { packageFolders, pinnedNode, readJson, root } from './places.mjs'

const stamp = join(root, 'node_modules', '.cache', 'jackfield', 'installed')

/** Installs what the lockfile pins, unless that is what is installed already. */
export async function install() {
  const folders = packageFolders()
  const wanted = digestOf([
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    ...folders.map((folder) => `${folder}/package.json`),
  ])
  if (isInstalled(wanted, folders)) return

  const { node, pnpm } = readJson(join(root, 'package.json')).devDependencies
  console.error(
    existsSync(stamp)
      ? 'Dependencies have changed: installing what the lockfile pins.'
      : `First run: installing Node ${node} and the other pinned dependencies into this folder (about half a minute).`,
  )
  rmSync(stamp, { force: true })
  const started = Date.now()
  const stopCounting = countSeconds()
  const { code, output } = await capture('npx', ['-y', `pnpm@${pnpm}`, 'install', '--frozen-lockfile'], {
    env: { ...process.env, CI: 'true' },
  })
  stopCounting()
  if (code !== 0) {
    throw new Error(
      `Installing failed (exit ${code}).\n${output}\n  hint: it needs the network once; after changing a package.json run "npx pnpm@${pnpm} install".`,
    )
  }
  await assertPinnedNodeRuns(node)
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
  console.error(`Installed in ${((Date.now() - started) / 1000).toFixed(0)} s.`)
}

/** @param {string} wanted @param {string[]} folders */
const isInstalled = (wanted, folders) =>
  existsSync(stamp) &&
  readFileSync(stamp, 'utf8') === wanted &&
  existsSync(pinnedNode) &&
  folders.every((folder) => existsSync(join(root, folder, 'node_modules')))

/** On a terminal, shows that something is going on. */
function countSeconds() {
  if (!process.stderr.isTTY) return () => {}
  const started = Date.now()
  const timer = setInterval(() => process.stderr.write(`\r  ${Math.round((Date.now() - started) / 1000)} s`), 1000)
  return () => {
    clearInterval(timer)
    process.stderr.write('\r\u001B[K')
  }
}

/** @param {string} version */
async function assertPinnedNodeRuns(version) {
  const { code, output } = await capture(pinnedNode, ['--version'])
  if (code === 0 && output.trim() === `v${version}`) return
  throw new Error(
    `Node ${version} was installed but does not run here (${output.trim() || `exit ${code}`}).\n  hint: there may be no build of it for ${process.platform} ${process.arch}; see CONTRIBUTING.md.`,
  )
}
