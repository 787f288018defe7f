export type * from './connector-tables.ts'
export type * from './dependent-tables.ts'
export { sqlite } from './sqlite.ts'
export type * from './store.ts'
