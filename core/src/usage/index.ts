export { createUsageIndex, type Touched, type UsageIndex } from './create-usage-index.ts'
export type { PutUsages } from './read-usages.ts'
export type * from './usage-reader.ts'
