export { defineFlow, type ExpressionText, type FlowDefinition, type Written } from './define/index.ts'
export type { ExpressionLimits } from './expression/index.ts'
export type {
  AddedFlow,
  AddOptions,
  DoubtDecision,
  FlowKey,
  FlowsApi,
  FlowsOptions,
  JournalLine,
  RunFilter,
} from './extension/index.ts'
export { flows } from './extension/index.ts'
export type { EntryState, Flow, Run, RunState, Sent } from './run/index.ts'
