export type { CommandLineConfig } from './load-extensions.ts'
export { main } from './main.ts'
export { processIo } from './process-io.ts'
