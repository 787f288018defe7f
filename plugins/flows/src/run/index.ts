export { createRunner, type FlowRunner } from './create-runner.ts'
export type { Flow } from './flow-record.ts'
export { flowStore } from './flow-store.ts'
export { type EntryState, entryId, type Run, type RunState, type Sent } from './run-record.ts'
