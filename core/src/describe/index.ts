export { describeConnector } from './describe-connector.ts'
export { describeIndex } from './describe-index.ts'
export { marker } from './page.ts'
export type { DescribedFlow } from './uses-of.ts'
