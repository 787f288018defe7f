export { sqlite } from './sqlite.ts'
export type * from './store.ts'
