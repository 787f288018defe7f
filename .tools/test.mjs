// Everything that `npm test` checks. Each check counts as one, and so does each test; a failing one prints what it said,
// and the run goes on to the end.
import { buildCheck, packageChecks, sourceChecks, testCheck } from './checks.mjs'

const total = { passed: 0, failed: 0, skipped: 0 }

/** @param {import('./checks.mjs').Check} check */
async function perform({ name, run }) {
  const started = Date.now()
  const { passed, failed, skipped, output } = await run().catch((error) => ({
    passed: 0,
    failed: 1,
    skipped: 0,
    output: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }))
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  const counts = passed + failed + skipped > 1 ? `, ${summary({ passed, failed, skipped })}` : ''
  console.log(`${failed > 0 ? 'FAILED' : 'ok    '}  ${name} (${seconds} s${counts})`)
  if (failed > 0) console.log(output.trimEnd().replace(/^/gm, '        '))
}

/** A few at a time: most of a check's time goes into starting its tool. @param {import('./checks.mjs').Check[]} checks */
async function performAll(checks) {
  const waiting = [...checks]
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) await perform(check)
  }
  await Promise.all([worker(), worker(), worker()])
}

/** @param {{ passed: number, failed: number, skipped: number }} counts */
const summary = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

await performAll([buildCheck, ...sourceChecks()])
await performAll(packageChecks())
await perform(testCheck)

console.log(summary(total))
process.exitCode = total.failed > 0 ? 1 : 0
