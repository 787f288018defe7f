export { flows } from './flows.ts'
export type * from './flows-api.ts'
