export { createHooks, type Marks } from './create-hooks.ts'
