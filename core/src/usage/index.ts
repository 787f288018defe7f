export { createUsageIndex, type Touched, type UsageIndex } from './create-usage-index.ts'
export { editionOf } from './edition-of.ts'
export type { PutUsages } from './read-usages.ts'
export type * from './usage-reader.ts'
