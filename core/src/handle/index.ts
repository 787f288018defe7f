export { createHandle, type Handle, type HandleContext } from './create-handle.ts'
