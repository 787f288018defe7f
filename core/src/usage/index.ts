export type * from './usage-reader.ts'
