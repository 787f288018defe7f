export { createUsageIndex, type UsageIndex } from './create-usage-index.ts'
export { editionOf } from './edition-of.ts'
export { readUsages } from './read-usages.ts'
export type * from './usage-reader.ts'
