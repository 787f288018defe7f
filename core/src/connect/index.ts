export { assertOrganisation } from './assert-organisation.ts'
export type * from './auth-scheme.ts'
export type * from './authorise/authorisation.ts'
export type {
  ConnectionInput,
  Connections,
  ConnectRoom,
  DeriveRequest,
  Reauthorisation,
  TestResult,
} from './connections.ts'
export { createConnections } from './create-connections.ts'
export { keyFile } from './key-file.ts'
export type * from './key-provider.ts'
export type { Link } from './link.ts'
