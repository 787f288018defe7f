// Every npm script starts here. It runs on any Node from 18 with nothing installed: it installs what is pinned when
// that has changed, builds what has changed, then hands over to the pinned Node.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { follow } from './commands.mjs'
import { install } from './install.mjs'
import { withLock } from './lock.mjs'
import { pinnedNode, root } from './places.mjs'

/** @type {Record<string, (args: string[]) => Promise<number>>} */
const scripts = {
  start: (args) => runBuilt('sandbox/dist/scenario/main.js', args),
  bench: runBenchmarks,
  build: () => prepare({ building: true }),
  format: () => runTool('biome', ['check', '--write', '.']),
  test: runTests,
}

/** @param {{ building: boolean }} options */
async function prepare({ building }) {
  await withLock(async () => {
    await install()
    if (building) await build()
  })
  return 0
}

/** @param {string} file @param {string[]} args */
async function runBuilt(file, args) {
  await prepare({ building: true })
  if (!existsSync(join(root, file))) throw new Error(`${file} does not exist.`)
  return follow(pinnedNode, [join(root, file), ...args])
}

/** The core's, and `isolated`, which needs the sandbox. @param {string[]} args */
async function runBenchmarks(args) {
  const others = args.filter((name) => name !== 'isolated')
  const code = args.length > 0 && others.length === 0 ? 0 : await runBuilt('core/bench/main.ts', others)
  return args.length === 0 || args.includes('isolated') ? runBuilt('sandbox/bench/main.ts', []) : code
}

/** @param {string} tool @param {string[]} args */
async function runTool(tool, args) {
  await prepare({ building: false })
  return follow(tool, args)
}

/** @param {string[]} args */
async function runTests(args) {
  try {
    await prepare({ building: false })
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    console.log('0 passed, 1 failed')
    return 1
  }
  return follow(pinnedNode, [join(root, '.tools', 'test.mjs'), ...args])
}

const [name = '', ...args] = process.argv.slice(2)
const script = scripts[name]
try {
  if (!script) throw new Error(`There is no script "${name}".\n  hint: one of ${Object.keys(scripts).join(', ')}.`)
  process.exitCode = await script(args)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
