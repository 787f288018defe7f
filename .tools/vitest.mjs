import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { capture } from './commands.mjs'
import { scratch } from './places.mjs'

/**
 * Runs every vitest test and counts them from its JSON report; a file that could not be loaded, and an error outside of
 * any test, count as one failure each.
 * @returns {Promise<import('./checks.mjs').Outcome>}
 */
export async function runVitest() {
  const file = join(scratch, `vitest-${process.pid}.json`)
  const { code, output } = await capture('vitest', [
    'run',
    '--no-color',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0, output }
  try {
    return count(JSON.parse(readFileSync(file, 'utf8')), code, output)
  } finally {
    rmSync(file, { force: true })
  }
}

/** @param {any} report @param {number} code @param {string} output */
export function count(report, code, output) {
  const passed = report.numPassedTests
  const skipped = report.numPendingTests + report.numTodoTests
  const unloaded = report.testResults.filter(
    (/** @type {any} */ { status, assertionResults }) => status === 'failed' && assertionResults.every(isNotFailed),
  ).length
  const counted = report.numFailedTests + unloaded
  const failed = counted === 0 && (code !== 0 || passed === 0) ? 1 : counted
  return { passed, failed, skipped, output }
}

/** @param {{ status: string }} test */
const isNotFailed = ({ status }) => status !== 'failed'
