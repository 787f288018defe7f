export { type Binder, type BinderOptions, createBinder, type Wanted } from './binder.ts'
