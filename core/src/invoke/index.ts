export type * from './bound-call.ts'
export type * from './services.ts'
