import type { RunningStandIn } from './compose-stand-in.ts'

/**
 * Runs a stand-in as this process: prints `{"ready":{"port":n,"control":n}}` on standard output and ends when standard
 * input closes, so that it never outlives whoever started it. Options are the first argument, as JSON.
 */
export async function runAsProcess<Options extends object>(
  start: (options: Options) => Promise<RunningStandIn<unknown>>,
): Promise<void> {
  const orphaned = new Promise<void>((resolve) => {
    process.stdin.once('end', resolve).once('close', resolve).once('error', resolve).resume()
    process.once('disconnect', resolve)
  })
  // Ctrl-C reaches the whole group at once: whoever started the stand-in may still need it to stop in order.
  if (!process.stdin.isTTY) process.on('SIGINT', () => undefined)
  const standIn = await start(readOptions<Options>(process.argv[2]))
  process.stdout.write(`${JSON.stringify({ ready: { port: standIn.port, control: standIn.controlPort } })}\n`)
  await orphaned
  await standIn.close()
  process.exit(0)
}

function readOptions<Options extends object>(argument = '{}'): Options {
  try {
    return JSON.parse(argument) as Options
  } catch (cause) {
    throw new Error(`The options of a stand-in are JSON, not ${argument}`, { cause })
  }
}
