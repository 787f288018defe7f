export { createRunner, type FlowRunner } from './create-runner.ts'
export type { Flow } from './flow-record.ts'
export { flowStore } from './flow-store.ts'
export type { JournalEntry, Run, RunState } from './run-record.ts'
