export * from './flow-document.ts'
export { readFlow } from './read-flow.ts'
export type { Source } from './source.ts'
export type { Expression, Template } from './template.ts'
