export { type Binder, createBinder } from './binder.ts'
export { type Undo, undoAll } from './undo-all.ts'
