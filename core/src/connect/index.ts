export type * from './auth-scheme.ts'
export type * from './key-provider.ts'
