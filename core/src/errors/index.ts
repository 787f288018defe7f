export type { ErrorCode } from './codes.ts'
export * from './factories.ts'
export { type ErrorDetails, isJackfieldError, JackfieldError } from './jackfield-error.ts'
