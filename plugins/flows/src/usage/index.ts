export { flowReader } from './flow-reader.ts'
export { type ReadFlowDependent, readDependent } from './read-dependent.ts'
