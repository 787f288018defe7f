export { flowReader } from './flow-reader.ts'
export { isError, type ReadFlowDependent, readDependent } from './read-dependent.ts'
