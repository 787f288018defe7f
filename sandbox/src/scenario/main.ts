import { readFault } from './fault.ts'
import { interruption } from './interruption.ts'
import { isColoured, Narrator } from './narrator.ts'
import { readArguments, usage } from './read-arguments.ts'
import { runScenario } from './run-scenario.ts'
import { variants } from './variants/index.ts'

async function main(): Promise<number> {
  const { once, help, variant } = readArguments(process.argv.slice(2))
  const fault = readFault(process.env)
  if (help) {
    process.stdout.write(usage)
    return 0
  }
  const narrator = new Narrator((text) => void process.stdout.write(text), isColoured(process.stdout, process.env))
  return runScenario({ narrator, once, fault, variant: variants[variant], interrupted: interruption() })
}

/** At once, though a step that was interrupted may still wait for something; not before everything was printed. */
function exit(code: number): void {
  process.stdout.write('', () => process.exit(code))
}

try {
  exit(await main())
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  exit(2)
}
