export { defineFlow } from './define-flow.ts'
export type { ExpressionText, FlowDefinition, Written } from './flow-definition.ts'
