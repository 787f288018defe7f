export { createHooks } from './create-hooks.ts'
