export { declareConnector } from './declare/declare-connector.ts'
export { currentTypes } from './files/current-types.ts'
export { type TypesOptions, type WrittenTypes, writeTypes } from './files/write-types.ts'
