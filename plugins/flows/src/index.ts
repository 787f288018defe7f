export type {
  AddedFlow,
  AddOptions,
  DoubtDecision,
  FlowKey,
  FlowsApi,
  JournalLine,
  RunFilter,
} from './extension/index.ts'
export { flows } from './extension/index.ts'
export type { EntryState, Flow, Run, RunState } from './run/index.ts'
