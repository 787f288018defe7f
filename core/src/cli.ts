import { main, processIo } from './cli/index.ts'

// Whoever reads may have enough: `jackfield diff … | head` is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
process.exitCode = await main(process.argv.slice(2), processIo())
