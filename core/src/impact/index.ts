export { assess } from './assess.ts'
export type * from './assessment.ts'
export { type HoldPolicy, holds } from './holds.ts'
export type * from './renderer.ts'
